"""Asks the orders service to hold goods, for what became of a cart, and for contracts."""

from collections.abc import Sequence

from gateway.pages.answers.base import Page
from gateway.pages.answers.contracts import Contract, HeldCart
from gateway.pages.answers.orders import Order
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"
_PATIENCE = 20


async def hold(ask: Caller, cart_id: str) -> HeldCart:
    """The cart with its goods held for some minutes from now on."""
    return parsed(HeldCart, SERVICE, await ask.send("POST", SERVICE, f"/carts/{cart_id}/hold"))


async def order_of_cart(ask: Caller, cart_id: str) -> Order:
    return await ask.get(Order, SERVICE, f"/carts/{cart_id}/order")


async def contracts(ask: Caller, order_id: str, token: str) -> Sequence[Contract]:
    query = {"token": token or None}
    found = await ask.get(Page[Contract], SERVICE, f"/orders/{order_id}/contracts", query)
    return found.items


async def paper(ask: Caller, order_id: str, shop_order_id: str, token: str) -> bytes:
    answer = await ask.upstreams.send(
        "GET",
        SERVICE,
        f"/api/v1/orders/{order_id}/contracts/{shop_order_id}",
        query={"token": token or None},
        principal=ask.principal,
        patience=_PATIENCE,
    )
    return answer.body
