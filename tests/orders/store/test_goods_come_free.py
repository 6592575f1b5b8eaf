"""Goods that come free while somebody waits for their shelf are had, not refused as oversold.

The one who waits began with the old counts; what counts are those of the moment it may go on.
"""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from orders.domain.stock import HoldState
from orders.invariants import violations
from orders.store import cart_holds, holds, placing, revival

from tests.orders.behaviours.test_3_hold import a_cart, buy, hold
from tests.orders.market import Market
from tests.support.asgi import AsgiClient

_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


async def while_freed(market: Market, theirs: str, waits: Awaitable[Any]) -> Any:
    """Somebody lets go of what a cart holds, and commits once the other waits for the shelf."""
    async with market.database.transaction() as tx:
        await cart_holds.free(tx, [UUID(theirs)])
        waiting = asyncio.ensure_future(waits)
        await _until_it_waits(market, waiting)
    return await waiting


async def _until_it_waits(market: Market, waiting: "asyncio.Future[Any]") -> None:
    while not await market.database.pool.fetchval(_WAITING):
        assert not waiting.done(), "the shelf was not waited for"
        await asyncio.sleep(0.01)


def faster(monkeypatch: pytest.MonkeyPatch, market: Market, theirs: str, *taken: Any) -> None:
    """Another cart takes the goods after our look at them, and lets go while we order."""
    place = placing.place

    async def late(*arguments: Any) -> Any:
        await take(market, theirs, *taken)
        return await while_freed(market, theirs, place(*arguments))

    monkeypatch.setattr(placing, "place", late)


async def take(market: Market, cart: str, variant: UUID, pieces: int = 1) -> cart_holds.Held:
    async with market.database.transaction() as tx:
        await cart_holds.lock(tx, UUID(cart))
        minutes = timedelta(minutes=10)
        return await cart_holds.hold(tx, UUID(cart), {variant: pieces}, minutes, anew=True)


async def test_an_order_gets_what_came_free(
    client: AsgiClient, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await market.shop()
    last = await market.offer(shop, on_hand=1)
    theirs, mine = await a_cart(client, (last, 1)), await a_cart(client, (last, 1))
    faster(monkeypatch, market, theirs, last)

    placed = await buy(client, mine, shop)

    assert placed.status == 201, placed.text
    assert await market.stock(last) == (1, 1)
    assert await violations(market.database.pool) == []


async def test_so_does_an_order_that_holds_a_part_of_it(
    client: AsgiClient, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=3)
    theirs, mine = await a_cart(client, (bread, 2)), await a_cart(client, (bread, 1))
    await hold(client, mine)
    await client.put(f"/api/v1/carts/{mine}/lines/{bread}", json={"quantity": 3})
    faster(monkeypatch, market, theirs, bread, 2)

    placed = await buy(client, mine, shop)

    assert placed.status == 201, placed.text
    assert await market.stock(bread) == (3, 3)
    assert await violations(market.database.pool) == []


async def test_a_cart_holds_what_came_free(client: AsgiClient, market: Market) -> None:
    last = await market.offer(await market.shop(), on_hand=1)
    theirs, mine = await a_cart(client, (last, 1)), await a_cart(client, (last, 1))
    await take(market, theirs, last)

    held = await while_freed(market, theirs, take(market, mine, last))

    assert held.until is not None
    assert not held.short
    assert await market.stock(last) == (1, 1)
    assert await violations(market.database.pool) == []


async def test_an_order_paid_late_gets_what_came_free(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    last = await market.offer(shop, on_hand=1)
    placed = await buy(client, await a_cart(client, (last, 1)), shop)
    order = UUID(placed.json()["id"])
    parts = [row["id"] for row in await market.database.pool.fetch("SELECT id FROM shop_order")]
    async with market.database.transaction() as tx:
        await holds.give_back(tx, order, parts, HoldState.EXPIRED)
    theirs = await a_cart(client, (last, 1))
    await take(market, theirs, last)

    async def revive() -> bool:
        async with market.database.transaction() as tx:
            return await revival.hold_again(tx, order, market.clock.now())

    assert await while_freed(market, theirs, revive())
    assert await market.stock(last) == (1, 1)
    assert await violations(market.database.pool) == []


@pytest.mark.parametrize("to_order", [True, False])
async def test_whether_goods_are_counted_is_asked_of_the_locked_shelf(
    client: AsgiClient, market: Market, *, to_order: bool
) -> None:
    """From then on the shop makes them to order; or it made them to order until then."""
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=1)
    set_it = "UPDATE stock SET on_order = $2 WHERE variant_id = $1"
    await market.database.pool.execute(set_it, bread, not to_order)
    cart = await a_cart(client, (bread, 1))
    async with market.database.transaction() as tx:
        await tx.execute(set_it, bread, to_order)
        buying = asyncio.ensure_future(buy(client, cart, shop))
        await _until_it_waits(market, buying)

    placed = await buying

    assert placed.status == 201, placed.text
    assert await market.stock(bread) == (1, 0 if to_order else 1)
    assert await violations(market.database.pool) == []
