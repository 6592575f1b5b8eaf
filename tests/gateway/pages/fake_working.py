"""Working off orders in the in-memory market."""

from collections.abc import Callable
from typing import Any

from marketkit.auth import Principal

from tests.gateway.pages.fake_catalog import works_at
from tests.gateway.pages.fake_duties import only_operators
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import SHOPS, an_id, euros

CHANGED, HANDED = an_id("changed order"), an_id("handed order")
QUESTION = an_id("question")
_SLOT = {"start": "2026-11-21T10:00:00+01:00", "end": "2026-11-21T11:00:00+01:00"}
_LINE: dict[str, Any] = {
    "variant_id": an_id("loaf"), "product_id": an_id("bread"), "title": "Roggenmischbrot <b>",
    "label": "1 kg", "quantity": 3, "price": euros(480), "line_total": euros(1440),
}  # fmt: skip


def an_order(**changes: Any) -> dict[str, Any]:
    order: dict[str, Any] = {
        "id": CHANGED, "number": "2611-7-1", "shop": SHOPS["baeckerei-morgenroth"],
        "status": "placed", "slot": _SLOT, "lines": [_LINE, _LINE | {"quantity": 1}],
        "total": euros(1920), "due": euros(1440), "contact": {"name": "Ruth Albrecht"},
        "payment": {"method": "online", "status": "paid"}, "allowed": ["accept", "decline"],
        "reductions": [{"kind": "missing", "position": 1, "quantity": 1, "amount": euros(480),
                        "reason": "Ofen <i>kalt</i>", "details": None}],
        "substitutes": [{"id": QUESTION, "position": 2, "pieces": 1, "quantity": 2,
                         "title": "Brötchen", "label": "", "price": euros(45), "less": euros(390),
                         "state": "proposed", "answer_by": "2026-11-21T09:00:00+01:00"}],
        "at_counter": [], "goodwill": euros(100),
        "history": [{"status": "placed", "at": "2026-11-20T09:00:00+01:00", "reason": None}],
    }  # fmt: skip
    return order | changes


_ORDERS = {
    CHANGED: an_order(),
    HANDED: an_order(
        id=HANDED, status="handed_over", allowed=[], substitutes=[],
        payment={"method": "pickup", "status": "at_pickup"},
        at_counter=[{"amount": euros(120), "reason": "hart", "receipt_no": "0815",
                     "at": "2026-11-21T12:00:00+01:00"}],
    ),
}  # fmt: skip


def shop_order(market: FakeMarket, asked: Asked) -> Any:
    if asked.first not in _ORDERS or not works_at(asked.principal, market.shops[_SLUG]):
        raise refusal(404, "shop_order_not_found")
    return _ORDERS[asked.first]


_SLUG = "baeckerei-morgenroth"
_SILENT = {
    "id": an_id("silent"), "number": "2611-9-1", "order_id": an_id("silent order"),
    "shop": {"name": "Bäckerei Morgenroth", "slug": _SLUG, "phone": "03441 1"},
    "opened_at": "2026-11-20T09:00:00+01:00", "slot_start": "2026-11-21T10:00:00+01:00",
    "decline_at": "2026-11-20T17:00:00+01:00", "total": euros(960), "payment": "online",
}  # fmt: skip
_GIVING = {
    "id": an_id("giving"), "number": "2611-1-1", "shop": {"name": "Bäckerei Morgenroth"},
    "status": "handed_over", "payment": "online", "total": euros(960), "due": euros(960),
    "refunded": euros(0), "given": euros(0), "most": euros(960),
}  # fmt: skip
GIVING = _GIVING["id"]
_LATE = {
    "withdrawal_id": an_id("late"), "shop_order_id": an_id("late part"), "number": "ZZ-W-1",
    "name": "Rita <b>", "order_number": "2611-2-1", "state": "accepted", "worth": euros(480),
    "declared_at": "2026-11-01T09:00:00+01:00", "pay_back_by": "2026-11-15T09:00:00+01:00",
    "shop": {"name": "Bäckerei Morgenroth", "slug": _SLUG, "phone": "03441 1", "email": ""},
}  # fmt: skip


def silent(_market: FakeMarket, asked: Asked) -> Any:
    principal: Principal = asked.principal
    if not principal.has("operator") and not principal.has("advisor"):
        raise refusal(403, "forbidden")
    return {"items": [_SILENT], "next": None}


def giving(market: FakeMarket, asked: Asked) -> Any:
    known = asked.query.get("number") == "2611-1-1"
    return only_operators({"items": [_GIVING] if known else [], "next": None})(market, asked)


ROUTES: tuple[tuple[str, str, Callable[[FakeMarket, Asked], Any]], ...] = (
    ("GET", r"/shop-orders/([^/]+)", shop_order),
    ("POST", r"/shop-orders/([^/]+)/(?:reduce|substitute|paid-back)", shop_order),
    ("POST", r"/shop-orders/([^/]+)/goodwill", only_operators({})),
    ("POST", r"/orders/([^/]+)/substitutes/[^/]+", lambda _m, _a: {}),
    ("GET", "/silent-orders", silent),
    ("GET", "/goodwill", giving),
    ("GET", "/withdrawals/overdue", only_operators({"items": [_LATE], "next": None})),
    ("POST", r"/withdrawals/([^/]+)/match", only_operators({})),
    ("POST", r"/withdrawals/([^/]+)/parts/[^/]+/(?:paid-back|returned)", lambda _m, _a: {}),
)
