"""Withdrawals in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_duties import only_operators
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import an_id, euros

WITHDRAWAL, PART = an_id("withdrawal"), an_id("withdrawn part")
KEY = "schluessel"
_LINES = [
    {"quantity": 2, "title": "Roggenmischbrot <b>", "label": "1 kg", "line_total": euros(960)}
]
_SHOP = {"id": an_id("morgenroth"), "slug": "baeckerei-morgenroth", "name": "Bäckerei Morgenroth"}


def _part(**changes: Any) -> dict[str, Any]:
    part: dict[str, Any] = {
        "shop_order_id": PART, "number": "2611-1-1", "shop": _SHOP, "lines": _LINES,
        "worth": euros(960), "state": "declared", "reason": None, "paid_back": None,
        "decided_at": None,
    }  # fmt: skip
    return part | changes


FILED: dict[str, Any] = {
    "id": WITHDRAWAL, "number": "ZZ-W-2026-000001", "declared_at": "2026-11-20T09:00:12+01:00",
    "name": "Anna Albrecht", "contract": "2611-1", "ordered_on": None, "statement": "<i>beides</i>",
    "receipt_to": "anna@example.org", "matched": True, "parts": [_part()],
}  # fmt: skip
_AT_SHOP: dict[str, Any] = _part(
    withdrawal_id=WITHDRAWAL, withdrawal_number="ZZ-W-2026-000001", name="Anna Albrecht",
    statement="", declared_at="2026-11-20T09:00:12+01:00",
    handed_over_at="2026-11-01T10:00:00+01:00", declarable_until="2026-11-16T00:00:00+01:00",
    pay_back_by="2026-12-04T09:00:12+01:00", payment="pickup", status="handed_over",
    grounds=[{"ground": "too_late", "words": "Die Frist war vorbei: erhalten am 1. <November>."}],
)  # fmt: skip


REJECTED = {
    "number": "2611-1-1", "withdrawal_number": "ZZ-W-2026-000001", "shop": _SHOP,
    "name": "Anna Albrecht", "worth": euros(960), "reason": "Die <Frist> war vorbei.",
    "declared_at": "2026-11-20T09:00:12+01:00", "decided_at": "2026-11-21T09:00:12+01:00",
}  # fmt: skip


def declare(_market: FakeMarket, asked: Asked) -> Any:
    assert asked.key
    said = {name: asked.payload[name] for name in ("name", "contract", "statement", "receipt_to")}
    return FILED | said | {"token": KEY}


def receipt(_market: FakeMarket, asked: Asked) -> Any:
    if asked.first != WITHDRAWAL or asked.query.get("token") != KEY:
        raise refusal(404, "withdrawal_not_found")
    return FILED


def of_shop(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    part = _AT_SHOP | ({"grounds": []} if market.finding.get("no_ground") else {})
    return {"items": [part] if asked.query.get("state") == "open" else [], "next": None}


ROUTES = [
    ("POST", "/withdrawals", declare),
    ("GET", "/withdrawals/unmatched", only_operators({"items": [FILED], "next": "weiter"})),
    ("GET", "/withdrawals/rejected", only_operators({"items": [REJECTED], "next": None})),
    ("GET", "/withdrawals/([^/]+)", receipt),
    ("GET", "/shops/([^/]+)/withdrawals", of_shop),
    ("POST", "/withdrawals/([^/]+)/parts/[^/]+/(?:accept|reject)", lambda _m, _a: {}),
]
