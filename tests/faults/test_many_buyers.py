"""F22: two hundred buyers want fifty pieces, their carts in any order; exactly fifty are sold."""

import asyncio
import random
from uuid import uuid4

import pytest

from tests.faults.shoppers import Market
from tests.journeys.actors import RefusedError
from tests.journeys.things import check_out, fill_cart

pytestmark = [pytest.mark.rabbitmq, pytest.mark.slow, pytest.mark.timeout(300)]

BUYERS, UNITS = 200, 50


async def test_f22_two_hundred_buyers_fifty_units(market: Market) -> None:
    for product in market.goods:
        await market.owner.put(f"/stock/{product['variants'][0]['id']}", {"on_hand": UNITS})
    chance = random.Random(22)
    at_once = asyncio.Semaphore(16)
    sold = refused = 0

    async def buy() -> None:
        nonlocal sold, refused
        order = market.goods[:]
        chance.shuffle(order)
        async with at_once:
            guest = market.guest()
            cart = await fill_cart(guest, *((product, 1) for product in order))
            try:
                market.promised.append(await check_out(guest, cart, key=uuid4().hex))
            except RefusedError as refusal:
                assert refusal.status == 409, refusal
                refused += 1
            else:
                sold += 1

    await asyncio.gather(*(buy() for _ in range(BUYERS)))

    assert (sold, refused) == (UNITS, BUYERS - UNITS)
    left = await market.owner.get(f"/shops/{market.shops[0]['slug']}/stock")
    assert {item["available"] for item in left["items"]} == {0}
    await market.verify()
