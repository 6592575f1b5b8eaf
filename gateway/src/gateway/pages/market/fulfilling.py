"""What shops, buyers and the operator do about orders beyond the plain verbs."""

from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.fulfilling import Giving, Overdue, SilentOrder
from gateway.pages.answers.orders import ShopOrder
from gateway.pages.market.caller import Caller

SERVICE = "orders"


async def shop_order(ask: Caller, shop_order_id: str) -> ShopOrder:
    return await ask.get(ShopOrder, SERVICE, f"/shop-orders/{shop_order_id}")


async def reduce(ask: Caller, shop_order_id: str, body: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/reduce", body)


async def propose(ask: Caller, shop_order_id: str, body: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/substitute", body)


async def paid_back(ask: Caller, shop_order_id: str, body: dict[str, Any], key: str) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/paid-back", body, key=key)


async def answer(
    ask: Caller, order_id: str, token: str, substitute_id: str, *, agree: bool
) -> None:
    path, query = f"/orders/{order_id}/substitutes/{substitute_id}", {"token": token or None}
    await ask.send("POST", SERVICE, path, {"agree": agree}, query=query)


async def silent(ask: Caller, cursor: str | None) -> Page[SilentOrder]:
    query = {"cursor": cursor, "limit": 50}
    return await ask.get(Page[SilentOrder], SERVICE, "/silent-orders", query)


async def giving(ask: Caller, number: str) -> Page[Giving]:
    return await ask.get(Page[Giving], SERVICE, "/goodwill", {"number": number})


async def give(ask: Caller, shop_order_id: str, body: dict[str, Any], key: str) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/goodwill", body, key=key)


async def overdue(ask: Caller) -> Page[Overdue]:
    return await ask.get(Page[Overdue], SERVICE, "/withdrawals/overdue", {"limit": 50})


async def match(ask: Caller, withdrawal_id: str, number: str) -> None:
    body = {"order_number": number}
    await ask.send("POST", SERVICE, f"/withdrawals/{withdrawal_id}/match", body)
