"""Goods that the shop says are there, without counting how much."""

from typing import Any
from uuid import UUID

import orjson
from marketkit.contracts import StockCounted
from orders.invariants import violations
from orders.use_cases import take_over_catalog as take

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of
from tests.support.asgi import AsgiClient


async def say(market: Market, variant: UUID, version: int, **changes: Any) -> None:
    """What the catalogue tells when somebody taps "there today", "on order" or "out"."""
    row = await market.database.pool.fetchrow(
        "SELECT product_id, shop_id FROM offer WHERE variant_id = $1", variant
    )
    event = StockCounted(variant_id=variant, version=version, **dict(row), **changes)
    async with market.database.transaction() as tx:
        await take.take_count(tx, event)


async def test_what_is_there_today_can_be_bought_without_a_number(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=0)

    await say(market, bread, 2)
    await order(client, (shop, bread, 40))

    level = orjson.loads((await market.events("orders.stock.changed.v1"))[-1])["levels"][0]
    assert (level["available"], level["on_order"]) == (None, False)
    stock = (await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/stock")).json()
    assert stock["items"][0]["reserved"] == 0
    assert stock["items"][0]["not_counted"] is True
    assert await violations(market.database.pool) == []


async def test_what_is_out_cannot_be_bought(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=0)
    await say(market, bread, 2)
    lines = [{"variant_id": str(bread), "quantity": 1}]
    cart = (await client.post("/api/v1/carts", json={"lines": lines})).json()

    await say(market, bread, 3, on_hand=0)

    now = (await client.get(f"/api/v1/carts/{cart['id']}")).json()
    assert now["shops"][0]["lines"][0]["problem"]["code"] == "sold_out"


async def test_counted_stock_is_never_oversold_on_the_way_there_and_back(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=5)
    await order(client, (shop, bread, 3))

    await say(market, bread, 2)
    await order(client, (shop, bread, 10))
    await say(market, bread, 3, on_hand=2)

    stock = (await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/stock")).json()
    item = stock["items"][0]
    assert (item["on_hand"], item["reserved"], item["available"]) == (3, 3, 0)
    assert await violations(market.database.pool) == []


async def test_saying_the_same_twice_is_told_once(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop, on_hand=5)
    await say(market, bread, 2)
    told = len(await market.events("orders.stock.changed.v1"))

    await say(market, bread, 2)
    await say(market, bread, 3)

    assert len(await market.events("orders.stock.changed.v1")) == told
