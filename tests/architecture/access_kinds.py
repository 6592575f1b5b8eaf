"""Goods of special kinds on their way to a buyer."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import checkout_body
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.actors import a_product
from tests.journeys.things import eventually

_WEIGHED = {"per_kg": {"amount": 2490}, "grams": 300, "max_grams": 350}


async def _cheese(things: Things) -> str:
    """The id of its variant, once it can be bought."""
    shop, owner = await things.shared("live_shop"), things.who("owner")
    body = a_product("Bergkäse", 480)
    first = body["variants"][0] | {"weighed": _WEIGHED, "on_hand": 1000}
    del first["price"]
    path = f"/shops/{shop.values['slug']}/products"
    made = await owner.post(path, body | {"variants": [first]})
    await owner.post(f"/products/{made['id']}/publish")
    variant: str = made["variants"][0]["id"]

    async def buyable() -> bool:
        line = {"variant_id": variant, "quantity": 1}
        cart = await things.who("guest").post("/carts", {"lines": [line]})
        return bool(cart["can_checkout"])

    await eventually(buyable)
    return variant


async def weighed_part(things: Things) -> Thing:
    """Accepted, and waiting for the scales."""
    buyer, owner = things.who("buyer"), things.who("owner")
    line = {"variant_id": await _cheese(things), "quantity": 1}
    cart = await buyer.post("/carts", {"lines": [line]})
    offered = (await buyer.get(f"/carts/{cart['id']}/slots"))["shops"]
    slots = {shop["shop_id"]: shop["slots"][0]["start"] for shop in offered}
    path, key = f"/carts/{cart['id']}/checkout", {"idempotency-key": uuid4().hex}
    placed = await buyer.post(path, checkout_body({"slots": slots}), **key)
    part = placed["shop_orders"][0]
    await owner.post(f"/shop-orders/{part['id']}/accept", {})
    looks = ((owner, f"/shop-orders/{part['id']}/packing"),)
    return Thing({"shop_order_id": part["id"]}, owner, buyer, looks)


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "POST /shop-orders/{shop_order_id}/weigh": lambda _: {
        "lines": [{"position": 1, "grams": [312]}]
    },
    "POST /shop-orders/{shop_order_id}/returns": lambda _: {
        "lines": [{"deposit_kind": "mw_015", "quantity": 3}]
    },
}
MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (weighed_part,)}
