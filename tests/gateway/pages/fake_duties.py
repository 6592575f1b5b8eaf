"""What the services would say about notices, decisions and recalls."""

from typing import Any

from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import BREAD, an_id

NOW = "2026-11-20T09:00:00+01:00"
POLICE = {"phone": "110", "name": "Polizeirevier", "law": "Art. 18 DSA"}
CASE, RECALL, DECISION, COMPLAINT = (an_id(name) for name in ("case", "rec", "dec", "com"))
SAID = {
    "number": "E-2026-0001", "at": NOW, "said": "Gesperrt & <b>weg</b>.", "facts": "Kein Nachweis.",
    "automated": False, "complain_until": "2027-05-20", "remedies": "Beschwerde bis 20. Mai 2027.",
}  # fmt: skip
QUEUED = {
    "id": CASE, "subject_kind": "product", "title": "Brot <Bio>", "path": "/produkt/1",
    "opened_at": NOW, "last_at": NOW, "notices": 2, "danger": 4, "status": "open",
    "taken_by_name": "", "shop_slug": "baeckerei-morgenroth", "shop_name": "Bäckerei Morgenroth",
    "reasons": ["organic", "unsafe"], "danger_to_life": True, "complaints_open": 0,
}  # fmt: skip
RECALLED = {
    "id": RECALL, "number": "R-2026-0001", "status": "published", "title": "Metall im Brot",
    "danger": "Kann verletzen.", "action": "Nicht essen.", "remedy": "Geld zurück.",
    "contact": "03441 1", "batch": "L1", "sold_from": "2026-11-01", "sold_to": None,
    "published_at": NOW, "ended_at": None, "version": 2, "days_left": None, "overdue": False,
    "products": [{"product_id": BREAD["id"], "title": "Brot", "shop_name": "Bäckerei"}],
    "versions": [
        {"version": n, "at": NOW, "title": "t", "danger": "d", "action": "a", "remedy": "r",
         "contact": "c", "mailed": True} for n in (2, 1)
    ],
}  # fmt: skip
DRAFT = RECALLED | {
    "status": "draft", "published_at": None, "due_on": "2026-11-24", "days_left": 2, "versions": [],
}  # fmt: skip
TAKEDOWN = {
    "id": an_id("take"), "source": "authority_order", "authority": "Landesamt",
    "order_number": "LAV 1", "subject": "Brot", "received_at": NOW, "due_on": "2026-11-18",
    "done_at": None, "done_by": None, "days_left": -2, "overdue": True,
}  # fmt: skip
ORDER = {
    "shop_order_id": an_id("order"), "number": "ZZ-1-1", "shop": {"slug": "b", "name": "Bäckerei"},
    "quantity": 2, "state": "to_call", "contact": {"name": "Otto Ohne", "phone": "03441 2"},
}  # fmt: skip


def only_operators(answer: Any) -> Any:
    def found(market: FakeMarket, asked: Asked) -> Any:
        if asked.principal is None or "operator" not in asked.principal.roles:
            raise refusal(403, "forbidden")
        return answer(market, asked) if callable(answer) else answer

    return found


def form(_market: FakeMarket, asked: Asked) -> Any:
    if not str(asked.query.get("subject")).startswith(("product:", "shop:", "picture:")):
        raise refusal(404, "subject_not_found")
    reasons = [{"key": "organic", "name": "Bio ohne Nachweis", "law": "", "anonymous": False}]
    subject = {"subject": asked.query["subject"], "title": "Brot <Bio>", "path": "/produkt/1",
               "shop_name": "Bäckerei"}  # fmt: skip
    return {"subject": subject, "reasons": reasons, "police": POLICE, "shortest_explanation": 20}


def notice(_market: FakeMarket, _asked: Asked) -> Any:
    return {"number": "M-2026-0001", "subject": "Brot <Bio>", "path": "/produkt/1",
            "reason": "organic", "explanation": "Kein Nachweis zu sehen.", "received_at": NOW,
            "status": "decided", "decision": SAID, "may_complain": True}  # fmt: skip


def case(_market: FakeMarket, _asked: Asked) -> Any:
    report = {"number": "M-2026-0001", "reason": "organic", "explanation": "<script>", "at": NOW}
    decision = SAID | {"id": DECISION, "kind": "first", "measure": "block", "basis": "Art. 30",
                       "decided_by": an_id("operator"), "decided_by_name": "Olga"}  # fmt: skip
    complaint = {"id": COMPLAINT, "number": "B-1", "decision_id": DECISION, "party": "shop",
                 "words": "Stimmt nicht.", "at": NOW}  # fmt: skip
    steps = [{"at": NOW, "account_name": "", "step": "reported", "note": "M-2026-0001"}]
    return QUEUED | {
        "shop_status": "live", "product_status": "withdrawn", "blocked_for": "Entscheidung E-1.",
        "reports": [report], "steps": steps, "decisions": [decision], "complaints": [complaint],
        "measures": ["none", "correct", "block"], "in_force": DECISION, "police": POLICE,
        "suggested_basis": "Art. 30",
    }  # fmt: skip


def decisions(_market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [SAID | {"id": DECISION, "title": "Brot", "basis": "Gesetz: Art. 30",
                              "may_complain": True}], "next": None}  # fmt: skip


CONTACTS = {
    "contacts": {"operator": {"name": "Markt", "email": "betrieb@example.org",
                              "languages": {"de": "Deutsch", "en": "German"}},
                 "authorities": {"email": "a@example.org", "law": "Art. 11 DSA"},
                 "people": {"email": "p@example.org"}, "safety": {"email": "s@example.org"}},
    "police": POLICE,
}  # fmt: skip
AFFECTED = {"orders": 3, "quantity": 5, "with_mail": 2, "to_call": 1, "not_handed_over": 1,
            "numbers": ["ZZ-1-1"], "next": None}  # fmt: skip
ROUTES = [
    ("GET", "/contacts", lambda _m, _a: CONTACTS),
    ("GET", "/notice-form", form),
    ("POST", "/notices", lambda _m, _a: {"number": "M-2026-0001", "token": "t" * 86}),
    ("GET", "/notices/([^/]+)", notice),
    ("POST", "/notices/([^/]+)/complaint", lambda _m, _a: {}),
    ("GET", "/recalls/affected", lambda _m, _a: AFFECTED),
    ("GET", "/recalls/([^/]+)/orders", lambda _m, _a: {
        "counts": {"to_call": 1, "mailed": 2, "called": 0}, "items": [ORDER], "next": None}),
    ("PATCH", "/recalls/([^/]+)/orders/([^/]+)", lambda _m, _a: {}),
    ("GET", "/recalls", lambda m, a: {
        "items": [RECALLED] if a.query.get("product_id") in {None, BREAD["id"]} else [],
        "next": None}),
    ("POST", "/recalls", lambda _m, _a: DRAFT),
    ("GET", "/recalls/([^/]+)", lambda _m, a: DRAFT if a.first == an_id("draft") else RECALLED),
    ("PATCH", "/recalls/([^/]+)", lambda _m, _a: RECALLED),
    ("POST", "/recalls/([^/]+)/(?:publish|end)", lambda _m, _a: RECALLED),
    ("GET", "/moderation/cases", only_operators({"items": [QUEUED], "next": None})),
    ("GET", "/moderation/cases/([^/]+)", only_operators(case)),
    ("POST", "/moderation/cases/([^/]+)/([a-z]+)", only_operators({})),
    ("POST", "/moderation/complaints/([^/]+)/decide", only_operators({})),
    ("GET", "/moderation/recalls", only_operators({"items": [DRAFT, RECALLED], "next": None})),
    ("GET", "/moderation/takedowns", only_operators({"items": [TAKEDOWN], "next": None})),
    ("POST", "/moderation/takedowns", only_operators({"id": an_id("take")})),
    ("POST", "/moderation/takedowns/([^/]+)/done", only_operators({})),
    ("GET", "/shops/([^/]+)/decisions", decisions),
    ("POST", "/shops/([^/]+)/decisions/([^/]+)/complaint", lambda _m, _a: {}),
    ("GET", "/shops/([^/]+)/recalls", lambda _m, _a: {"items": [RECALLED], "next": None}),
]  # fmt: skip
