"""Questions to the orders service about ways and plans."""

from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.driven import Driven
from gateway.pages.answers.hosted import Hosted
from gateway.pages.answers.ways import (
    Bringing,
    CartWays,
    Day,
    Fees,
    Plans,
    Point,
    Replan,
    ShopWays,
    Tour,
)
from gateway.pages.market.caller import Caller, parsed

SERVICE = "orders"


async def ways(ask: Caller, cart_id: str, postal_code: str = "") -> CartWays:
    query = {"postal_code": postal_code or None}
    return await ask.get(CartWays, SERVICE, f"/carts/{cart_id}/ways", query)


async def plans(ask: Caller, cart_id: str, **query: Any) -> Plans:
    return await ask.get(Plans, SERVICE, f"/carts/{cart_id}/plans", query)


async def fees(ask: Caller, cart_id: str, body: dict[str, Any]) -> Fees:
    found = await ask.send("POST", SERVICE, f"/carts/{cart_id}/fees", body)
    return parsed(Fees, SERVICE, found)


async def points(ask: Caller) -> Page[Point]:
    return await ask.get(Page[Point], SERVICE, "/pickup-points", {"limit": 100})


async def put_point(ask: Caller, slug: str, body: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/pickup-points/{slug}", body)


async def tours(ask: Caller) -> Page[Tour]:
    return await ask.get(Page[Tour], SERVICE, "/delivery-rounds", {"limit": 100})


async def put_tour(ask: Caller, slug: str, body: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/delivery-rounds/{slug}", body)


async def bringing(ask: Caller, slug: str) -> Bringing:
    return await ask.get(Bringing, SERVICE, f"/shops/{slug}/bringing")


async def bring(ask: Caller, slug: str, body: dict[str, Any]) -> None:
    await ask.send("PUT", SERVICE, f"/shops/{slug}/bringing", body)


async def day(ask: Caller, slug: str, wanted: str) -> Day:
    return await ask.get(Day, SERVICE, f"/shops/{slug}/tours", {"day": wanted or None})


async def delivered(ask: Caller, shop_order_id: str, *, age_checked: bool) -> None:
    body = {"age_checked": age_checked}
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/delivered", body)


async def hosted(ask: Caller, slug: str, wanted: str) -> Hosted:
    return await ask.get(Hosted, SERVICE, f"/shops/{slug}/hosted", {"day": wanted or None})


async def arrived(ask: Caller, shop_order_id: str) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/arrived")


async def all_arrived(ask: Caller, shop_order_ids: list[str]) -> None:
    await ask.send("POST", SERVICE, "/arrivals", {"shop_order_ids": shop_order_ids})


async def not_arrived(ask: Caller, shop_order_id: str) -> None:
    await ask.send("DELETE", SERVICE, f"/shop-orders/{shop_order_id}/arrived")


async def hand_out(ask: Caller, shop_order_id: str, body: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/hand-out", body)


async def driven(ask: Caller, slug: str, wanted: str) -> Driven:
    return await ask.get(Driven, SERVICE, f"/shops/{slug}/driven", {"day": wanted or None})


async def brought(ask: Caller, shop_order_id: str, *, age_checked: bool) -> None:
    body = {"age_checked": age_checked}
    await ask.send("POST", SERVICE, f"/shop-orders/{shop_order_id}/brought", body)


async def times(ask: Caller, shop_order_id: str, token: str) -> ShopWays:
    query = {"token": token or None}
    return await ask.get(ShopWays, SERVICE, f"/shop-orders/{shop_order_id}/times", query)


async def move(ask: Caller, shop_order_id: str, token: str, body: dict[str, Any]) -> None:
    path, query = f"/shop-orders/{shop_order_id}/move", {"token": token or None}
    await ask.send("POST", SERVICE, path, body, query=query)


async def replan(ask: Caller, order_id: str, token: str) -> Replan:
    return await ask.get(Replan, SERVICE, f"/orders/{order_id}/plans", {"token": token or None})
