"""Matters of money in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_duties import only_operators
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import an_id

AT = "2026-11-20T10:00:00+01:00"


def a_matter(kind: str, *, can_try: bool = False, **details: Any) -> dict[str, Any]:
    return {
        "id": an_id(f"matter {kind}"), "kind": kind, "order_id": None, "number": "ZZ-2026-000042",
        "details": details, "due_at": "2026-12-04T10:00:00+01:00" if kind == "dispute" else None,
        "at": AT, "ended_at": None, "note": None, "can_try": can_try,
    }  # fmt: skip


MATTERS = [
    a_matter("dispute", dispute="du_1", amount=1100, reason="fraudulent"),
    a_matter("other_amount", can_try=True, session="cs_1", amount=900),
    a_matter("unknown_order", can_try=True, session="cs_2", amount=900),
    a_matter("stray_stuck", can_try=True, session="cs_3", amount=900, error="no <b>"),
    a_matter("owed", amount=1100, handed_over=1, reason="Die Bank sagt nein."),
    a_matter("refund_failed", can_try=True, refund="r", amount=480, error="charge_disputed"),
    a_matter("refund_late", amount=480, error=""),
    a_matter("refund_returned", refund="r", amount=480, error="lost_or_stolen_card"),
    a_matter("difference", source="ch_1", theirs=1100, ours=None, day="2026-11-19"),
]


@only_operators
def matters(_market: FakeMarket, asked: Asked) -> Any:
    ended = asked.query.get("state") == "ended"
    first = MATTERS[0] | {"ended_at": AT, "note": "again"}
    return {
        "items": [first] if ended else MATTERS,
        "next": None,
        "open": len(MATTERS),
        "days": [
            {"day": "2026-11-19", "entries": 12, "differences": 1, "compared_at": AT},
            {"day": "2026-11-18", "entries": 1, "differences": 0, "compared_at": AT},
        ],
    }


@only_operators
def close(_market: FakeMarket, asked: Asked) -> Any:
    if len(asked.payload["note"]) < 3:
        raise refusal(422, "invalid", ("note", "Bitte sagen Sie mehr."))
    return None


@only_operators
def again(_market: FakeMarket, asked: Asked) -> Any:
    if asked.first == MATTERS[2]["id"]:
        raise refusal(409, "matter_ended", detail="Dieser Vorgang ist schon erledigt.")
    return None


ROUTES = [
    ("GET", "/operations/payments", matters),
    ("POST", "/operations/payments/([^/]+)/close", close),
    ("POST", "/operations/payments/([^/]+)/again", again),
]
