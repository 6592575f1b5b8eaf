"""Parts their buyers may move, and the places the operator keeps."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_orders import order
from tests.architecture.access_things import Maker, Thing, Things

_POINT = {
    "name": "DZZ am Altmarkt", "postal_code": "06712", "place": "Zeitz", "hours": "Fr 15:00-18:00",
}  # fmt: skip
_ROUND: dict[str, Any] = {
    "name": "Elsteraue-Runde", "postal_codes": ["06729"], "weekday": "th", "starts": "16:00",
    "ends": "19:00", "fee": {"amount": 450, "currency": "EUR"},
}  # fmt: skip


async def bought_part(things: Things) -> Thing:
    bought = await order(things)
    placed = await bought.entitled.get(f"/orders/{bought.values['order_id']}")
    part = placed["shop_orders"][0]
    values = {**bought.values, "shop_order_id": part["id"]}
    facts = {"start": part["slot"]["start"]}
    return Thing(values, bought.entitled, bought.party, bought.looks, facts=facts)


async def a_station(things: Things) -> Thing:
    operator = things.who("operator")
    slug = f"ort-{uuid4().hex[:8]}"
    await operator.ask("PUT", f"/pickup-points/{slug}", json=_POINT)
    await operator.ask("PUT", f"/delivery-rounds/{slug}", json=_ROUND)
    looks = ((operator, "/pickup-points"), (operator, "/delivery-rounds"))
    return Thing({"slug": slug}, operator, things.who("owner"), looks)


BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "POST /carts/{cart_id}/fees": lambda _: {},
    "POST /shop-orders/{shop_order_id}/move": lambda thing: dict(thing.facts),
    "POST /shop-orders/{shop_order_id}/delivered": lambda _: {},
    "POST /shop-orders/{shop_order_id}/arrived": lambda _: None,
    "DELETE /shop-orders/{shop_order_id}/arrived": lambda _: None,
    "POST /shop-orders/{shop_order_id}/brought": lambda _: {},
    "POST /shop-orders/{shop_order_id}/hand-out": lambda _: {"pickup_code": "ABC234"},
    "PUT /pickup-points/{slug}": lambda _: _POINT | {"hint": uuid4().hex},
    "PUT /delivery-rounds/{slug}": lambda _: _ROUND | {"hint": uuid4().hex},
    "PUT /shops/{slug}/bringing": lambda _: {},
}
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (bought_part, a_station)}
