"""Questions to the orders service."""

from collections.abc import Sequence
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.orders import Cart, CartSlots, Order, ShopOrder, ShopSlots, Stock
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"


async def cart(ask: Caller, cart_id: str) -> Cart:
    return await ask.get(Cart, SERVICE, f"/carts/{cart_id}")


async def new_cart(ask: Caller, variant_id: str, quantity: int) -> Cart:
    lines = [{"variant_id": variant_id, "quantity": quantity}]
    return parsed(Cart, SERVICE, await ask.send("POST", SERVICE, "/carts", {"lines": lines}))


async def set_quantity(ask: Caller, cart_id: str, variant_id: str, quantity: int) -> Cart:
    path = f"/carts/{cart_id}/lines/{variant_id}"
    found = await ask.send("PUT", SERVICE, path, {"quantity": quantity})
    return parsed(Cart, SERVICE, found)


async def set_lines(ask: Caller, cart_id: str, quantities: dict[str, int]) -> Cart:
    lines = [{"variant_id": key, "quantity": value} for key, value in quantities.items() if value]
    found = await ask.send("PUT", SERVICE, f"/carts/{cart_id}/lines", {"lines": lines})
    return parsed(Cart, SERVICE, found)


async def confirm_prices(ask: Caller, cart_id: str) -> None:
    await ask.send("POST", SERVICE, f"/carts/{cart_id}/confirm-prices")


async def claim_cart(ask: Caller, cart_id: str) -> Cart:
    """A guest's cart becomes the account's, with what lay in the account's older one."""
    found = await ask.send("POST", SERVICE, f"/carts/{cart_id}/claim")
    return parsed(Cart, SERVICE, found)


async def slots(ask: Caller, cart_id: str) -> Sequence[ShopSlots]:
    return (await ask.get(CartSlots, SERVICE, f"/carts/{cart_id}/slots")).shops


async def check_out(
    ask: Caller, cart_id: str, body: dict[str, Any], *, key: str, language: str
) -> Order:
    """The buyer's language goes along: mails are written in it."""
    path, spoken = f"/carts/{cart_id}/checkout", {"Accept-Language": language}
    found = await ask.send("POST", SERVICE, path, body, key=key, headers=spoken)
    return parsed(Order, SERVICE, found)


async def order(ask: Caller, order_id: str, token: str) -> Order:
    return await ask.get(Order, SERVICE, f"/orders/{order_id}", {"token": token or None})


async def order_verb(ask: Caller, order_id: str, token: str, verb: str) -> Order:
    """`cancel`, `pay` or `payment/sync`; each answers with the order as it is then."""
    query = {"token": token or None}
    await ask.send("POST", SERVICE, f"/orders/{order_id}/{verb}", query=query)
    return await order(ask, order_id, token)


async def my_orders(ask: Caller) -> Sequence[Order]:
    return (await ask.get(Page[Order], SERVICE, "/my/orders", {"limit": 50})).items


async def shop_orders(ask: Caller, slug: str, **query: Any) -> Page[ShopOrder]:
    return await ask.get(Page[ShopOrder], SERVICE, f"/shops/{slug}/orders", query)


async def shop_order_verb(ask: Caller, shop_order_id: str, verb: str, body: Any) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/{verb}", body)


async def stock(ask: Caller, slug: str, **query: Any) -> Page[Stock]:
    found = await ask.upstreams.get_json(
        SERVICE, f"/api/v1/shops/{slug}/stock", query=query, principal=ask.principal
    )
    return parsed(Page[Stock], SERVICE, {"items": found} if isinstance(found, list) else found)


async def count_stock(ask: Caller, variant_id: str, body: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/stock/{variant_id}", body)
