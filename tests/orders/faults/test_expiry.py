"""Unpaid orders run out: by the database's clock, once, and never against a payment."""

import asyncio
from uuid import UUID

from orders.invariants import violations
from orders.use_cases.expire_unpaid import expire_order, sweep

from tests.orders.market import Market
from tests.orders.ordering import AnOrder, order, pay
from tests.support.asgi import AsgiClient


async def run_out(market: Market, placed: AnOrder) -> None:
    await market.database.pool.execute(
        """UPDATE "order" SET pay_until = now() - interval '1 second' WHERE id = $1""", placed.id
    )


async def test_what_is_not_paid_in_time_goes_back_on_sale(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    late = await order(client, (shop, bread, 2), key="late", payment="online")
    early = await order(client, (shop, bread, 3), key="early", payment="online")
    await run_out(market, late)

    swept = [await sweep(market.context) for _ in range(2)]

    assert swept == [1, 0]
    assert await market.stock(bread) == (10, 3)
    seen = (await client.get(f"{late.path}?token={late.token}")).json()
    assert (seen["status"], seen["payment"]["status"]) == ("cancelled", "expired")
    waiting = (await client.get(f"{early.path}?token={early.token}")).json()
    assert waiting["status"] == "awaiting_payment"
    assert len(await market.events("orders.order.cancelled.v1")) == 1
    assert await violations(market.database.pool) == []


async def test_ten_sweepers_expire_it_once(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    late = await order(client, (shop, bread, 2), payment="online")
    await run_out(market, late)

    swept = await asyncio.gather(*(sweep(market.context) for _ in range(10)))

    assert sum(swept) == 1
    assert await market.stock(bread) == (10, 0)


async def test_payment_and_expiry_race_and_one_of_them_wins(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=100)
    placed = [
        await order(client, (shop, bread, 1), key=str(n), payment="online") for n in range(20)
    ]
    for one in placed:
        await run_out(market, one)

    outcomes = await asyncio.gather(
        *(
            asyncio.gather(pay(market.context, one.id), expire_order(market.context, one.id))
            for one in placed
        )
    )

    assert all(paid != expired for paid, expired in outcomes)
    kept = sum(paid for paid, _ in outcomes)
    assert await market.stock(bread) == (100, kept)
    assert await violations(market.database.pool) == []


async def test_while_money_may_still_come_nothing_ends(client: AsgiClient, market: Market) -> None:
    class Paying:
        async def may_expire(self, order_id: UUID) -> bool:
            return False

    shop = await market.shop()
    bread = await market.offer(shop)
    late = await order(client, (shop, bread, 2), payment="online")
    await run_out(market, late)

    assert await sweep(market.with_(gate=Paying()).context) == 0
    assert await market.stock(bread) == (10, 2)
    assert await sweep(market.context) == 0  # it is asked again a minute later, not at once
