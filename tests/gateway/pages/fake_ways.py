"""Ways, plans, points and rounds in the in-memory market."""

from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_market import Asked, FakeMarket
from tests.gateway.pages.fake_orders import cart_view
from tests.gateway.pages.goods import an_id, euros

POINT, TOUR = an_id("point"), an_id("tour")
SATURDAY, UNTIL = "2026-11-21T15:00:00+01:00", "2026-11-21T18:00:00+01:00"
DZZ = {"name": "DZZ am Altmarkt", "street": "Altmarkt 16", "postal_code": "06712",
       "place": "Zeitz", "hint": "Eingang im Hof"}  # fmt: skip
_WINDOW = {"start": SATURDAY, "end": UNTIL}


def ways(market: FakeMarket, asked: Asked) -> Any:
    """At the shop, together at a point, or by a round."""
    found = []
    for group in cart_view(market, asked.first)["shops"]:
        shop = group["shop"]
        at_shop = goods.slots_for(shop)
        found.append({
            "shop_id": shop["id"], "slug": shop["slug"], "name": shop["name"], "reason": None,
            "ways": [
                {"way": "shop", "where": shop, "slots": at_shop["slots"], "fee": euros(0)},
                {"way": "point", "point_id": POINT, "where": DZZ, "slots": [_WINDOW],
                 "fee": euros(0), "pay_there": True},
                {"way": "delivery", "tour_id": TOUR, "where": {"name": "Elsteraue-Runde"},
                 "slots": [_WINDOW], "fee": euros(450), "shared_fee": True},
                {"way": "delivery", "where": {"name": shop["name"]}, "slots": [],
                 "fee": euros(350), "reason": "Lieferung erst ab 20,00 € Warenwert."},
            ],
        })  # fmt: skip
    return {"shops": found}


def plans(market: FakeMarket, asked: Asked) -> Any:
    shops = [group["shop"] for group in cart_view(market, asked.first)["shops"]]
    named = [{"shop_id": shop["id"], "name": shop["name"]} for shop in shops]

    def plan(kinds: list[str], fee: int, way: dict[str, Any]) -> dict[str, Any]:
        stop = way | _WINDOW | {"fee": euros(fee), "shops": named}
        chosen = {shop["id"]: {**way, "start": SATURDAY} for shop in shops}
        return {"kinds": kinds, "count": 1, "days": 1, "fee": euros(fee), "stops": [stop],
                "choices": chosen}  # fmt: skip

    return {
        "plans": [
            plan(["fewest", "cheapest"], 0, {"way": "point", "point_id": POINT, "where": DZZ}),
            plan(["delivery"], 450, {"way": "delivery", "tour_id": TOUR,
                                     "where": {"name": "Elsteraue-Runde"}}),
        ],
        "impossible": [],
    }  # fmt: skip


def fees(_market: FakeMarket, asked: Asked) -> Any:
    """The round's fee falls on the first shop, as nobody looks at the split here."""
    left = 450
    shops = []
    for shop_id, way in asked.payload.get("ways", {}).items():
        fee = left if way["way"] == "delivery" else 0
        left -= fee
        where = DZZ if way["way"] == "point" else {"name": "Elsteraue-Runde"}
        shops.append({"shop_id": shop_id, "start": way["start"], "end": UNTIL, "fee": euros(fee),
                      "fulfilment": {"way": way["way"], **where}})  # fmt: skip
    return {"shops": shops, "fee": euros(450 - left)}


ROUTES = (
    ("GET", "/carts/([^/]+)/ways", ways),
    ("GET", "/carts/([^/]+)/plans", plans),
    ("POST", "/carts/([^/]+)/fees", fees),
)
