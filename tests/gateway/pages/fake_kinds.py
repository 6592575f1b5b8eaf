"""What the orders service answers about packing in the in-memory market."""

from typing import Any

from tests.gateway.pages.fake_catalog import works_at
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
from tests.gateway.pages.goods import SHOPS, an_id, euros

PACKED = an_id("packed")
SCALES = {
    "position": 1, "title": "Bergkäse", "pieces": 2, "per_kg": euros(2490), "usual_grams": 300,
    "max_grams": 350, "most": euros(1744), "grams": None, "amounts": None, "total": None,
    "too_heavy": [],
}  # fmt: skip


def a_packing() -> dict[str, Any]:
    return {
        "id": PACKED, "number": "ZZ-2026-000042-1", "status": "accepted",
        "shop": SHOPS["baeckerei-morgenroth"], "contact": {"name": "Ruth Albrecht"},
        "lines": [{"title": "Bergkäse", "quantity": 2, "weighed": {"per_kg": 2490}}],
        "total": euros(1744), "due": euros(1744), "weighing": [SCALES], "weighed": False,
        "payment": {"method": "pickup", "status": "at_pickup"}, "empties": [],
        "paid_out": euros(0), "deposit_kinds": [
            {"key": "mw_beer_008", "name": "Bierflasche", "amount": euros(8)},
            {"key": "crate_150", "name": "Kasten", "amount": euros(150)},
        ],
    }  # fmt: skip


def _mine(market: FakeMarket, asked: Asked) -> dict[str, Any]:
    """Kept among the orders, so that a test sees what became of it."""
    shop = market.shops["baeckerei-morgenroth"]
    if asked.first != PACKED or not works_at(asked.principal, shop):
        raise refusal(404, "shop_order_not_found")
    return market.kept.setdefault("packed", a_packing())


def packing(market: FakeMarket, asked: Asked) -> Any:
    return _mine(market, asked)


def weigh(market: FakeMarket, asked: Asked) -> Any:
    found = _mine(market, asked)
    (line,) = asked.payload["lines"]
    cents = [min(grams * 2490 // 1000, 872) for grams in line["grams"]]
    found["weighing"] = [SCALES | {
        "grams": line["grams"], "amounts": [euros(each) for each in cents],
        "total": euros(sum(cents)), "too_heavy": [g for g in line["grams"] if g > 350],
    }]  # fmt: skip
    found["weighed"] = True
    return found


def returns(market: FakeMarket, asked: Asked) -> Any:
    found = _mine(market, asked)
    worth = {kind["key"]: kind["amount"]["amount"] for kind in found["deposit_kinds"]}
    found["empties"] = [
        line | {"credited": euros(line["quantity"] * worth[line["deposit_kind"]]),
                "paid_out": euros(0)}
        for line in asked.payload["lines"]
    ]  # fmt: skip
    found["due"] = euros(1744 - sum(e["credited"]["amount"] for e in found["empties"]))
    return found


ROUTES = (
    ("GET", r"/shop-orders/([^/]+)/packing", packing),
    ("POST", r"/shop-orders/([^/]+)/weigh", weigh),
    ("POST", r"/shop-orders/([^/]+)/returns", returns),
)
