"""What the catalog answers about cases in the in-memory market."""

from collections.abc import Callable
from typing import Any

from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import NOON, an_id

HEMPEL = an_id("fall-hempel")
BASKETS = an_id("fall-sonntag")
BERTA = an_id("wolff")
CARL = an_id("carl")
NOTE, CONTACT, APPOINTMENT, PAPER = (
    an_id(name) for name in ("notiz", "kontakt", "termin", "papier")
)
_SLUG = "orthopaedieschuhmacherei-hempel"


def a_case(case_id: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": case_id, "name": name, "kind": "craft", "place": "Kayna", "postal_code": "06724",
        "municipality": "Zeitz", "origin": "phone", "occasion": "", "advisor_id": BERTA,
        "advisor_name": "J. Wolff", "stage": "contact", "stage_since": NOON.isoformat(),
        "touched_at": "2026-11-01T08:00:00+01:00", "created_at": "2026-11-01T08:00:00+01:00",
        "drop_reason": None, "drop_words": "", "dropped_at": None,
        "next_step": "Waage <b>mitbringen</b>", "next_step_on": "2026-11-18", "stale": True,
        "overdue": True, "shop_slug": None, "shop_status": None, "shop": None, "light": None,
        "version": 4, "moves": ["visit", "preparing", "dropped"], "responsible": True,
        "contacts": [], "appointments": [], "documents": [],
    } | more  # fmt: skip


def the_cases() -> dict[str, dict[str, Any]]:
    shop = {"id": an_id(_SLUG), "slug": _SLUG, "name": "Hempel", "status": "draft",
            "stage": "preparing", "advisor_name": "J. Wolff"}  # fmt: skip
    return {
        HEMPEL: a_case(
            HEMPEL, "Orthopädieschuhmacherei Hempel", stage="preparing", stale=False,
            overdue=False, next_step="", next_step_on=None, shop_slug=_SLUG, shop_status="draft",
            shop=shop, light={"state": "stop", "sentence": "Es fehlt die USt-IdNr."},
            moves=["visit", "review", "dropped"],
            documents=[{"id": PAPER, "title": "Vollmacht", "kind": "pdf", "size": 20480,
                        "uploaded_by_name": "J. Wolff", "uploaded_at": NOON.isoformat()}],
        ),
        BASKETS: a_case(
            BASKETS, "Korbflechterei Sonntag",
            contacts=[{"id": CONTACT, "name": "Ilse Sonntag", "role": "Inhaberin",
                       "phone": "034426 1234", "email": "ilse@example.org",
                       "preferred": "phone"}],
            appointments=[an_appointment()],
        ),
    }  # fmt: skip


def an_appointment(**more: Any) -> dict[str, Any]:
    return {
        "id": APPOINTMENT, "case_id": BASKETS, "kind": "photo_studio", "title": "",
        "starts_at": "2026-11-25T09:00:00+00:00", "ends_at": "2026-11-25T11:00:00+00:00",
        "place": "Zeitz", "participants": "Ilse", "state": "planned",
        "created_by_name": "J. Wolff", "version": 1, "case_name": "Korbflechterei Sonntag",
        "advisor_name": "J. Wolff",
    } | more  # fmt: skip


def _entry(what: str, **more: Any) -> dict[str, Any]:
    return {
        "what": what, "id": an_id(what), "at": NOON.isoformat(), "until": None, "by": "J. Wolff",
        "text": "", "kind": "", "state": "", "before": None, "reason": None, "edited_at": None,
        "deleted_at": None, "version": 1, "may_edit": False, "may_restore": False,
    } | more  # fmt: skip


TIMELINE = [
    _entry("note", id=NOTE, text="Waage <b>fehlt</b>", may_edit=True, version=2),
    _entry("note", id=an_id("weg"), state="deleted", may_restore=True),
    _entry("appointment", kind="shop_visit", state="held", text="Kayna"),
    _entry("document", kind="pdf", text="Ausweis", state="deleted", reason="falsche Datei"),
    _entry("stage", kind="dropped", state="by_hand", reason="costs"),
    _entry("stage", id=an_id("anfang"), kind="preparing", state="shop_created"),
]


def board(market: FakeMarket, _asked: Asked) -> Any:
    columns = []
    for stage in ("contact", "visit", "preparing", "review", "live", "care", "dropped"):
        items = [case for case in market.cases.values() if case["stage"] == stage]
        columns.append({"stage": stage, "count": len(items), "items": items,
                        "urgent": sum(case["stale"] for case in items),
                        "next": "weiter" if stage == "contact" and items else None})  # fmt: skip
    return {"columns": columns, "advisors": ADVISORS, "me": BERTA}


ADVISORS = [{"id": BERTA, "name": "J. Wolff"}, {"id": CARL, "name": "Carl Berater"}]


def case(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in market.cases:
        raise refusal(404, "case_not_found")
    return market.cases[asked.first]


def of_shop(market: FakeMarket, asked: Asked) -> Any:
    for found in market.cases.values():
        if found["shop_slug"] == asked.first:
            return found
    raise refusal(404, "case_not_found")


def open_case(market: FakeMarket, asked: Asked) -> Any:
    case_id = an_id(asked.payload["name"])
    market.cases[case_id] = a_case(case_id, asked.payload["name"], place=asked.payload["place"])
    return market.cases[case_id]


def move(market: FakeMarket, asked: Asked) -> Any:
    market.cases[asked.first]["stage"] = asked.payload["stage"]
    return market.cases[asked.first]


Answers = list[tuple[str, str, Callable[[FakeMarket, Asked], Any]]]
ROUTES: Answers = [
    ("GET", "/cases/board", board),
    ("GET", "/cases", lambda m, _a: {"items": list(m.cases.values()), "next": None}),
    ("POST", "/cases", open_case),
    ("GET", "/cases/advisors", lambda _m, _a: {"items": ADVISORS, "next": None}),
    ("GET", "/cases/appointments", lambda m, _a: {
        "items": [an_appointment()] if m.cases else [], "next": None}),
    ("GET", "/cases/calendar", lambda _m, _a: {"created_at": "2026-11-01T08:00:00Z"}),
    ("POST", "/cases/calendar", lambda _m, _a: {"url_path": "/kalender/geheim.ics"}),
    ("DELETE", "/cases/calendar", lambda _m, _a: {}),
    ("GET", "/calendars/([^/]+)", lambda _m, _a: {}),
    ("GET", "/cases/of-shop/([^/]+)", of_shop),
    ("GET", "/cases/([^/]+)/timeline", lambda _m, _a: {"items": TIMELINE, "next": "weiter"}),
    ("POST", "/cases/([^/]+)/move", move),
    ("POST", "/cases/([^/]+)/(?:take-over|hand-to|shop)", case),
    ("GET", "/cases/([^/]+)", case),
    ("PATCH", "/cases/([^/]+)", case),
    ("GET", "/cases/([^/]+)/documents/([^/]+)", lambda _m, _a: {}),
    *((method, "/cases/([^/]+)/(?:notes|contacts|appointments|documents).*", case)
      for method in ("POST", "PATCH", "DELETE")),
]  # fmt: skip
