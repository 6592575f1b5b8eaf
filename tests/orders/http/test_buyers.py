"""The buyer's side after ordering: who may see it, my orders, taking it back."""

import asyncio

import pytest
from marketkit.clock import new_id
from orders.invariants import violations

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_an_order_is_its_owners_alone(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    anna = client.as_(a_token())
    hers, guests = await order(anna, (shop, bread, 1)), await order(client, (shop, bread, 1))

    assert "token" not in hers.body
    assert (await anna.get(hers.path)).status == 200
    assert (await client.get(f"{guests.path}?token={guests.token}")).status == 200
    strangers = (client, client.as_(a_token()), owner_of(client, shop))
    for stranger in strangers:
        for suffix in ("", "?token=wrong", f"?token={guests.token}"):
            assert (await stranger.get(hers.path + suffix)).status == 404
        assert (await stranger.get(guests.path)).status == 404
        for name in ("cancel", "pay", "payment/sync"):
            assert (await stranger.post(f"{hers.path}/{name}")).status == 404
            assert (await stranger.post(f"{guests.path}/{name}?token=wrong")).status == 404
    assert (await client.get(f"/api/v1/orders/{new_id()}")).status == 404


async def test_my_orders_come_newest_first_in_pages(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    anna = client.as_(a_token())
    placed = [await order(anna, (shop, bread, 1), key=str(n)) for n in range(3)]
    await order(client.as_(a_token()), (shop, bread, 1))

    first = (await anna.get("/api/v1/my/orders?limit=2")).json()
    second = (await anna.get(f"/api/v1/my/orders?limit=2&cursor={first['next']}")).json()

    numbers = [item["number"] for item in first["items"] + second["items"]]
    assert numbers == [one.body["number"] for one in reversed(placed)]
    assert second["next"] is None
    assert (await client.get("/api/v1/my/orders")).status == 401


@pytest.mark.parametrize("payment", ["pickup", "online"])
async def test_taking_an_order_back_frees_the_goods_once(
    client: AsgiClient, market: Market, payment: str
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    placed = await order(client, (shop, bread, 4), payment=payment)
    path = f"{placed.path}/cancel?token={placed.token}"

    answers = await asyncio.gather(*(client.post(path) for _ in range(5)))

    assert {(a.status, a.json()["status"]) for a in answers} == {(200, "cancelled")}
    assert await market.stock(bread) == (10, 0)
    assert len(await market.events("orders.order.cancelled.v1")) == 1
    assert await violations(market.database.pool) == []


async def test_once_a_shop_has_begun_it_is_too_late(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    placed = await order(client, (shop, await market.offer(shop), 1))
    await verb(owner_of(client, shop), placed.parts[0], "accept")

    answer = await client.post(f"{placed.path}/cancel?token={placed.token}")

    assert (answer.status, answer.json()["code"]) == (409, "cannot_cancel")
