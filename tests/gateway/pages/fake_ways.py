"""Ways, plans, points and rounds in the in-memory market."""

from typing import Any

from tests.gateway.pages import goods
from tests.gateway.pages.fake_catalog import only_people_of
from tests.gateway.pages.fake_market import Asked, FakeMarket, refusal
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
                 "slots": [_WINDOW], "fee": euros(450), "shared_fee": True,
                 "postal_codes": ["06729", "06712"]},
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
    chosen = asked.payload.get("ways", {})
    brought = any(way["way"] == "delivery" for way in chosen.values())
    if brought and not asked.payload["address"]["street"]:
        raise refusal(422, "address_missing")
    left = 450
    shops = []
    for shop_id, way in chosen.items():
        fee = left if way["way"] == "delivery" else 0
        left -= fee
        where = DZZ if way["way"] == "point" else {"name": "Elsteraue-Runde"}
        shops.append({"shop_id": shop_id, "start": way["start"], "end": UNTIL, "fee": euros(fee),
                      "fulfilment": {"way": way["way"], **where}})  # fmt: skip
    return {"shops": shops, "fee": euros(450 - left), "online_ways": ["card"],
            "debit_from": "2026-11-26T12:00:00+01:00"}  # fmt: skip


PLACE = {
    "id": POINT, "slug": "dzz", **DZZ, "hours": "Sa 15:00-18:00", "temperatures": ["cool_7"],
    "capacity": 40, "attended": True, "pay_there": True, "active": True, "days": ["sa"],
    "lead_hours": 24, "lat": 51.05, "lon": 12.14,
}  # fmt: skip
_ROUND = {
    "id": TOUR, "slug": "elsteraue", "name": "Elsteraue-Runde", "postal_codes": ["06729"],
    "weekday": "th", "starts": "16:00", "ends": "19:00", "cutoff_hours": 24, "fee": euros(450),
    "free_from": euros(6000), "gives": True,
    "driver": {"slug": "hof", "name": "Hof <b>"}, "with_driver": False,
}  # fmt: skip


def listed(one: Any) -> Any:
    return lambda _market, _asked: {"items": [one], "next": None}


def points(market: FakeMarket, _asked: Asked) -> Any:
    return {"items": [PLACE] if market.points is None else market.points, "next": None}


def bringing(market: FakeMarket, asked: Asked) -> Any:
    only_people_of(market, asked)
    return {"points": [PLACE], "tours": [_ROUND]}


def day(market: FakeMarket, asked: Asked) -> Any:
    """One point with all orders of the shop, and a door."""
    only_people_of(market, asked)
    parts = [part for order in market.orders.values() for part in order["shop_orders"]
             if part["shop"]["slug"] == asked.first]  # fmt: skip
    if not parts:
        return {"day": "2026-11-20", "stops": []}
    door = {"street": "Dorfstraße 4", "postal_code": "06729", "place": "Elsteraue"}
    at_point = {"way": "point", "name": DZZ["name"], "where": DZZ, **_WINDOW, "orders": parts}
    at_door = {"way": "delivery", "where": door, "address": door, **_WINDOW, "orders": parts[:1]}
    return {"day": "2026-11-20", "stops": [at_point, at_door]}


def hosted(market: FakeMarket, asked: Asked) -> Any:
    """Two parcels of one shop, and what another keeps to itself."""
    only_people_of(market, asked)
    parcel = {"shop": "Hof <b>", "number": "ZZ-2026-000042-1", "name": "Anna <b>", "age": 16,
              "status": "ready", "is_paid": True, **_WINDOW}  # fmt: skip
    parcels = [parcel | {"shop_order_id": an_id("paid")},
               parcel | {"shop_order_id": an_id("round"), "selling_round": "Freitagsrunde"},
               parcel | {"shop_order_id": an_id("open"), "is_paid": False,
                         "arrived_at": SATURDAY}]  # fmt: skip
    others = [{"shop": "Molkerei", "count": 2}]
    point = {"id": POINT, "name": DZZ["name"], "hours": "Sa 15:00-18:00"}
    return {"day": "2026-11-20", "points": [point | {"parcels": parcels, "others": others}]}


def driven(market: FakeMarket, asked: Asked) -> Any:
    """One door with parcels of two shops, and another whose day has not come."""
    only_people_of(market, asked)
    parcel = {"shop": "Hof <b>", "number": "ZZ-2026-000042-1", "status": "ready",
              "temperature": "cool_7"}  # fmt: skip
    parcels = [parcel | {"shop_order_id": an_id("milk"), "age": 16},
               parcel | {"shop_order_id": an_id("bread"), "shop": "Bäckerei", "own": True,
                         "temperature": "ambient"}]  # fmt: skip
    street = {"street": "Dorfstraße 4", "postal_code": "06729", "place": "Elsteraue"}
    doors = [{"where": street, "name": "Anna <b>", "phone": "03441 1", "address": street,
              "parcels": parcels, **_WINDOW},
             {"where": {"postal_code": "06729", "place": "Elsteraue"},
              "parcels": [parcel | {"shop_order_id": an_id("done"), "status": "handed_over"}],
              **_WINDOW}]  # fmt: skip
    collect = [{**DZZ, "name": "Hof <b>", "phone": "03441 2", "count": 2, "ready": 1,
                "temperatures": {"cool_7": 2}, "age": 16}]  # fmt: skip
    one = {"id": TOUR, "name": "Elsteraue-Runde", "collect": collect, "doors": doors,
           "others": [{"shop": "Molkerei", "count": 1}]}  # fmt: skip
    return {"day": "2026-11-20", "rounds": [one]}


def hand_out(_market: FakeMarket, asked: Asked) -> Any:
    if asked.payload["pickup_code"] != "K7M2":
        raise refusal(409, "wrong_pickup_code")
    return {}


def arrived(market: FakeMarket, asked: Asked) -> Any:
    return _noted(market, asked, SATURDAY)


def not_arrived(market: FakeMarket, asked: Asked) -> Any:
    return _noted(market, asked, None)


def _noted(market: FakeMarket, asked: Asked, at: str | None) -> Any:
    for order in market.orders.values():
        for part in order["shop_orders"]:
            if part["id"] == asked.first:
                part["arrived_at"] = at
    return {}


def delivered(market: FakeMarket, asked: Asked) -> Any:
    for order in market.orders.values():
        for part in order["shop_orders"]:
            if part["id"] == asked.first:
                part["status"] = "handed_over"
                return part
    raise refusal(404, "shop_order_not_found")


def times(_market: FakeMarket, _asked: Asked) -> Any:
    return {"shop_id": an_id("shop"), "name": "Laden", "ways": [
        {"way": "point", "point_id": POINT, "where": DZZ, "slots": [_WINDOW], "fee": euros(0)},
    ]}  # fmt: skip


def move(market: FakeMarket, asked: Asked) -> Any:
    if asked.payload.get("start") != SATURDAY:
        raise refusal(422, "way_not_offered")
    return next(iter(market.orders.values()))


def replan(market: FakeMarket, asked: Asked) -> Any:
    shops = [part["shop"] for part in market.orders[asked.first]["shop_orders"]]
    way = {"way": "point", "point_id": POINT, "where": DZZ}
    stop = way | _WINDOW | {"shops": [{"shop_id": s["id"], "name": s["name"]} for s in shops]}
    choices = {shop["id"]: {**way, "start": SATURDAY} for shop in shops}
    plan = {"kinds": ["fewest"], "count": 1, "days": 1, "stops": [stop], "choices": choices}
    return {"stops": 2, "plans": [plan]}


ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("GET", "/carts/([^/]+)/ways", ways),
    ("GET", "/carts/([^/]+)/plans", plans),
    ("POST", "/carts/([^/]+)/fees", fees),
    ("GET", "/pickup-points", points),
    ("PUT", "/pickup-points/([^/]+)", lambda _m, _a: PLACE),
    ("GET", "/delivery-rounds", listed(_ROUND)),
    ("PUT", "/delivery-rounds/([^/]+)", lambda _m, _a: _ROUND),
    ("GET", "/shops/([^/]+)/bringing", bringing),
    ("PUT", "/shops/([^/]+)/bringing", bringing),
    ("GET", "/shops/([^/]+)/tours", day),
    ("POST", "/shop-orders/([^/]+)/delivered", delivered),
    ("GET", "/shops/([^/]+)/hosted", hosted),
    ("GET", "/shops/([^/]+)/driven", driven),
    ("POST", "/shop-orders/([^/]+)/brought", lambda _m, _a: {}),
    ("POST", "/shop-orders/([^/]+)/arrived", arrived),
    ("DELETE", "/shop-orders/([^/]+)/arrived", not_arrived),
    ("POST", "/arrivals", lambda _m, _a: {}),
    ("POST", "/shop-orders/([^/]+)/hand-out", hand_out),
    ("GET", "/shop-orders/([^/]+)/times", times),
    ("POST", "/shop-orders/([^/]+)/move", move),
    ("GET", "/orders/([^/]+)/plans", replan),
)
