"""What the in-memory market answers about checklists, proofs and what waits for a look."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_market import Asked, FakeMarket
from tests.gateway.pages.goods import an_id

TYPES = ["food", "farm", "craft", "retail", "maker", "service"]
DOCUMENT = an_id("zertifikat")


def a_line(key: str, **changes: Any) -> dict[str, Any]:
    line = {
        "key": key, "title": key, "named": f"der Punkt {key}", "why": "Weil es so ist.",
        "law": "§ 1 BGB", "where": "Beim Amt.", "evidence": "check", "field": "", "proof": "",
        "declaration": "So ist es bei uns.", "while_open": "", "valid_months": None,
        "blocks": False, "voluntary": False, "reviewed": False, "waivable": True,
        "given_by": "shop", "state": "open", "version": 0, "reason": "", "valid_until": None,
        "statement": "", "document_id": None, "submitted": None, "decided": None, "waiver": None,
        "number": "", "proof_state": None, "should": "", "allowed": ["declare", "document"],
    }  # fmt: skip
    return line | changes


LINES = [
    a_line("mail", title="E-Mail-Adresse", evidence="field", field="email", state="accepted",
           allowed=[]),
    a_line("payout", title="Onlinezahlung", voluntary=True, given_by="market", allowed=[],
           while_open="Onlinezahlung: noch nicht eingerichtet \u2013 bis dahin zahlen Kunden "
                      "bei Abholung."),
    a_line("lucid", title="LUCID-Nummer", evidence="proof", proof="lucid", number="DE1",
           state="rejected", reason="Die Nummer gehört <b>jemand anderem</b>.",
           should="DE und dreizehn Ziffern.", allowed=["number", "document"],
           proof_state={"number": "DE1", "state": "rejected", "note": "", "valid_until": None,
                        "checked_at": None, "document_id": None, "by": "", "version": 3}),
    a_line("food_registration", title="Anmeldung als Lebensmittelbetrieb", blocks=True),
    a_line("organic", title="Öko-Zertifikat", evidence="proof", proof="organic",
           state="submitted", document_id=DOCUMENT, valid_until="2027-03-01", version=2,
           valid_months=12, submitted={"name": "Katrin", "at": "2026-11-20T08:00:00Z"},
           allowed=["number", "document", "accept", "reject"]),
    a_line("training", title="Belehrung", state="waived", version=4,
           waiver={"by": "J. Wolff", "at": "2026-11-20T08:00:00Z", "reason": "Allein im Laden.",
                   "until": "2026-12-31"}, allowed=["declare", "document", "end_waiver"]),
]  # fmt: skip


def checklist(market: FakeMarket, asked: Asked) -> Any:
    shop = only_people_of(market, asked)
    is_market = bool({"advisor", "operator"} & set(asked.principal.roles))
    lines = [line | {"allowed": [*line["allowed"], "waive"]} if is_market else line
             for line in LINES]  # fmt: skip
    return {
        "shop": {"slug": shop["slug"], "name": shop["name"], "version": 1},
        "role": "advisor" if is_market else "owner",
        "business_type": "food", "business_types": TYPES, "may_ask": True,
        "light": {"state": "stop", "sentence": "Es fehlt noch die Anmeldung beim Veterinäramt.",
                  "open": 3, "total": 5, "expiring": [{"key": "organic", "title": "Öko-Zertifikat",
                  "valid_until": "2026-12-20", "days": 30}]},
        "items": lines,
        "further": [{"kind": "weee", "proof": None, "should": "DE und acht Ziffern."}],
    }  # fmt: skip


def a_requirement(key: str, **changes: Any) -> dict[str, Any]:
    line = {
        "key": key, "title": f"Punkt {key}", "named": f"der Punkt {key}", "why": "Darum.",
        "evidence": "check", "types": TYPES, "plural": False, "law": "", "where": "",
        "applies": "always", "field": "", "proof": "", "declaration": "So ist es.",
        "while_open": "", "valid_months": None, "blocks": False, "voluntary": False,
        "reviewed": False, "waivable": True, "given_by": "shop", "retired": False,
    }  # fmt: skip
    return line | changes


REQUIREMENTS = [
    a_requirement("first", blocks=True),
    a_requirement("second", types=["farm"], voluntary=True),
    a_requirement("third", retired=True),
]
DEFINITION = {
    "version": 7,
    "requirements": REQUIREMENTS,
    "choices": {
        "types": TYPES, "applies": ["always", "sells_food"],
        "evidence": ["field", "upload", "check", "proof"],
        "given_by": ["owner", "shop", "market"], "fields": ["email", "imprint.vat_id"],
        "proofs": ["vat_id", "lucid"],
    },
}  # fmt: skip
QUEUED = {
    "shop": {"slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth", "place": "Zeitz"},
    "key": "organic", "title": "Öko-Zertifikat", "why": "Darum.", "statement": "",
    "number": "DE-ÖKO-006", "document_id": DOCUMENT, "valid_until": "2027-03-01",
    "submitted": {"name": "Katrin", "at": "2026-11-20T08:00:00Z"}, "version": 2,
}  # fmt: skip

Answering = Callable[[FakeMarket, Asked], Any]
ROUTES: list[tuple[str, str, Answering]] = [
    ("GET", "/shops/([^/]+)/checklist", checklist),
    ("POST", "/shops/([^/]+)/checklist/([a-z_]+)/[a-z]+", lambda _m, _a: {}),
    ("DELETE", "/shops/([^/]+)/checklist/([a-z_]+)/waiver", lambda _m, _a: {}),
    ("PUT", "/shops/([^/]+)/(?:proofs/[a-z_]+|business-type)", lambda _m, _a: {}),
    ("GET", "/shops/([^/]+)/proof-documents/([^/]+)", lambda _m, _a: {}),
    ("GET", "/checklist-definitions/current", lambda _m, _a: DEFINITION),
    ("PUT", "/checklist-definitions/current", lambda _m, _a: DEFINITION | {"version": 8}),
    ("GET", "/checklist-definitions", lambda _m, _a: {"items": [
        {"version": 7, "source": None, "at": "2026-11-20T08:00:00Z", "by": "Betrieb",
         "requirements": 3}], "next": None}),
    ("GET", "/verifications", lambda _m, _a: {"items": [QUEUED], "next": "weiter"}),
]  # fmt: skip
