"""Behaviour 2: stock.

Stock rows are locked in one fixed order. What is available is what is on hand, less what is
promised, less what others hold. On a shortage nothing is allocated, and the answer lists every
short line with what is left of it. Lines that share a stock item count together.
"""

import asyncio
import random
from typing import Any
from uuid import UUID, uuid4

from orders.invariants import violations

from tests.orders.market import AShop, Market, checkout_body
from tests.support.asgi import Answer, AsgiClient


async def cart_of(client: AsgiClient, *lines: tuple[UUID, int]) -> Any:
    body = {"lines": [{"variant_id": str(variant), "quantity": n} for variant, n in lines]}
    return (await client.post("/api/v1/carts", json=body)).json()


async def check_out(client: AsgiClient, cart: Any, *shops: AShop) -> Answer:
    return await client.post(
        f"/api/v1/carts/{cart['id']}/checkout",
        json=checkout_body(shops),
        headers={"Idempotency-Key": uuid4().hex},
    )


async def test_fifty_checkouts_at_once_for_ten_units_make_ten_orders(
    client: AsgiClient, market: Market
) -> None:
    shop, other = await market.shop("baeckerei"), await market.shop("molkerei")
    scarce = await market.offer(shop, on_hand=10)
    plenty = [await market.offer(owner, on_hand=1000) for owner in (shop, other)]
    chance = random.Random(2)

    async def buy() -> int:
        lines = [(scarce, 1), *((variant, 1) for variant in plenty)]
        chance.shuffle(lines)
        cart = await cart_of(client, *lines)
        return (await check_out(client, cart, shop, other)).status

    answers = await asyncio.gather(*(buy() for _ in range(50)))

    assert (answers.count(201), answers.count(409)) == (10, 40)
    assert await market.stock(scarce) == (10, 10)
    assert await violations(market.database.pool) == []


async def test_a_shortage_allocates_nothing_and_names_every_short_line(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    few, fewer, enough = [await market.offer(shop, on_hand=n) for n in (3, 1, 50)]
    cart = await cart_of(client, (few, 5), (fewer, 2), (enough, 4))

    answer = await check_out(client, cart, shop)

    short = {UUID(line["variant_id"]): line["available"] for line in answer.json()["lines"]}
    assert (answer.status, short) == (409, {few: 3, fewer: 1})
    assert [await market.stock(each) for each in (few, fewer, enough)] == [(3, 0), (1, 0), (50, 0)]


async def test_what_others_hold_is_not_there_and_what_one_holds_oneself_is(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    variant = await market.offer(shop, on_hand=5)
    mine, other = await cart_of(client, (variant, 3)), await cart_of(client, (variant, 3))
    await client.post(f"/api/v1/carts/{mine['id']}/hold")

    refused, taken = await check_out(client, other, shop), await check_out(client, mine, shop)

    assert (refused.status, taken.status) == (409, 201)
    assert refused.json()["lines"][0]["available"] == 2
    assert await market.stock(variant) == (5, 3)
    assert await violations(market.database.pool) == []


async def test_two_lines_of_the_same_goods_count_together(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    variant = await market.offer(shop, on_hand=5)
    cart = await cart_of(client, (variant, 3), (variant, 3))

    answer = await check_out(client, cart, shop)

    assert answer.status == 409
    assert answer.json()["lines"] == [
        {"variant_id": str(variant), "title": "Roggenbrot", "quantity": 6, "available": 5}
    ]
