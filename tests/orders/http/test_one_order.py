"""A repeated tap, a lost answer, two tabs, the back button: one order."""

import asyncio
from typing import Any

from orders.invariants import violations

from tests.orders.market import AShop, Market, checkout_body
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def a_cart(client: AsgiClient, market: Market, shop: AShop) -> str:
    line = {"variant_id": str(await market.offer(shop)), "quantity": 2}
    return str((await client.post("/api/v1/carts", json={"lines": [line]})).json()["id"])


async def buy(client: AsgiClient, cart: str, shop: AShop, key: str, **more: Any) -> Any:
    return await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body([shop], **more),
        headers={"Idempotency-Key": key},
    )


async def orders_of(market: Market) -> int:
    return int(await market.database.pool.fetchval('SELECT count(*) FROM "order"'))


async def test_a_repeated_tap_on_goods_that_are_held(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    cart = await a_cart(client, market, shop)
    assert (await client.post(f"/api/v1/carts/{cart}/hold")).status == 200

    taps = await asyncio.gather(*(buy(client, cart, shop, "tap") for _ in range(20)))

    assert {tap.status for tap in taps} == {201}
    assert len({tap.json()["id"] for tap in taps}) == 1
    assert len({tap.json()["token"] for tap in taps}) == 1
    assert await orders_of(market) == 1
    assert await violations(market.database.pool) == []


async def test_two_tabs_with_keys_of_their_own(client: AsgiClient, market: Market) -> None:
    """Renewing their holds all the while."""
    shop = await market.shop()
    cart = await a_cart(client, market, shop)

    async def tab(number: int) -> int:
        await client.post(f"/api/v1/carts/{cart}/hold")
        return int((await buy(client, cart, shop, f"tab-{number}")).status)

    answers = await asyncio.gather(*(tab(number) for number in range(10)))

    assert answers.count(201) == 1
    assert set(answers) == {201, 409}
    assert await orders_of(market) == 1
    assert await violations(market.database.pool) == []


async def test_a_lost_answer_is_found_by_its_key_and_by_its_cart(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    cart = await a_cart(client, market, shop)
    lost = (await buy(client, cart, shop, "k")).json()

    again = await buy(client, cart, shop, "k")
    found = await client.get(f"/api/v1/carts/{cart}/order")

    assert (again.status, again.json()["id"]) == (201, lost["id"])
    assert (found.status, found.json()["id"]) == (200, lost["id"])
    assert found.json()["token"] == lost["token"]
    assert (await client.post(f"/api/v1/carts/{cart}/hold")).json()["order_id"] == lost["id"]
    assert await orders_of(market) == 1


async def test_the_order_of_somebodys_cart_is_theirs_alone(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    anna, other = client.as_(a_token("resident")), client.as_(a_token("resident"))
    cart = await a_cart(anna, market, shop)
    open_one = await anna.get(f"/api/v1/carts/{cart}/order")
    await buy(anna, cart, shop, "k")

    assert open_one.status == 404
    assert (await anna.get(f"/api/v1/carts/{cart}/order")).status == 200
    for stranger in (other, client):
        assert (await stranger.get(f"/api/v1/carts/{cart}/order")).status == 404
