"""Carts that were ordered, and the contracts that were made by it."""

from collections.abc import Mapping
from uuid import uuid4

from tests.architecture.access_calls import checkout_body
from tests.architecture.access_orders import cart, order
from tests.architecture.access_things import Maker, Thing, Things


async def ordered_cart(things: Things) -> Thing:
    wanted = await cart(things)
    path = f"/carts/{wanted.values['cart_id']}/checkout"
    body = checkout_body(wanted.facts, "pickup")
    placed = await wanted.entitled.post(path, body, **{"idempotency-key": uuid4().hex})
    look = f"/orders/{placed['id']}"
    return Thing(
        {"cart_id": wanted.values["cart_id"]},
        wanted.entitled,
        wanted.party,
        ((wanted.entitled, look),),
    )


async def contract(things: Things) -> Thing:
    bought = await order(things)
    placed = await bought.entitled.get(f"/orders/{bought.values['order_id']}")
    values = {**bought.values, "shop_order_id": placed["shop_orders"][0]["id"]}
    return Thing(values, bought.entitled, bought.party, bought.looks)


MAKERS: Mapping[str, Maker] = {make.__name__: make for make in (ordered_cart, contract)}
