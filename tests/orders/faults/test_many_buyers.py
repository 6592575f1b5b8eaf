"""Two hundred buyers want fifty loaves: exactly fifty get one, and nobody waits in a circle."""

import asyncio
import random

from orders.invariants import violations

from tests.orders.market import Market, checkout_body
from tests.support.asgi import AsgiClient

BUYERS, UNITS = 200, 50


async def test_exactly_what_there_is_is_sold(client: AsgiClient, market: Market) -> None:
    """F22: every cart holds the scarce loaf and some of five others, in random order."""
    chance = random.Random(22)
    shop, other = await market.shop("baeckerei"), await market.shop("molkerei")
    scarce = await market.offer(shop, on_hand=UNITS)
    plenty = [await market.offer(owner, on_hand=10_000) for owner in (shop, other) * 3]

    async def buy(number: int) -> int:
        wanted = [scarce, *chance.sample(plenty, 4)]
        chance.shuffle(wanted)
        lines = [{"variant_id": str(variant), "quantity": 1} for variant in wanted]
        cart = (await client.post("/api/v1/carts", json={"lines": lines})).json()
        answer = await client.post(
            f"/api/v1/carts/{cart['id']}/checkout",
            json=checkout_body([shop, other]),
            headers={"Idempotency-Key": f"buyer-{number}"},
        )
        return answer.status

    answers = await asyncio.gather(*(buy(number) for number in range(BUYERS)))

    assert sorted(set(answers)) == [201, 409]
    assert answers.count(201) == UNITS
    assert await market.stock(scarce) == (UNITS, UNITS)
    assert len(await market.events("orders.order.placed.v1")) == UNITS
    assert await violations(market.database.pool) == []


async def test_a_held_lock_is_answered_in_time(client: AsgiClient, market: Market) -> None:
    """Somebody sits on the stock row: the buyer hears 503 soon, and nothing is half written."""
    shop = await market.shop()
    bread = await market.offer(shop)
    cart = await client.post(
        "/api/v1/carts", json={"lines": [{"variant_id": str(bread), "quantity": 1}]}
    )
    path = f"/api/v1/carts/{cart.json()['id']}/checkout"
    async with market.database.transaction() as tx:
        await tx.execute("SELECT 1 FROM stock WHERE variant_id = $1 FOR UPDATE", bread)
        async with asyncio.timeout(4):
            busy = await client.post(
                path, json=checkout_body([shop]), headers={"Idempotency-Key": "k"}
            )

    again = await client.post(path, json=checkout_body([shop]), headers={"Idempotency-Key": "k"})

    assert (busy.status, busy.json()["code"]) == (503, "stock_busy")
    assert again.status == 201
    assert await violations(market.database.pool) == []
