"""Whoever tells very much waits until most of it has been carried away."""

import asyncio

import pytest
from marketkit.clock import new_id
from marketkit.contracts import ProductWithdrawn
from marketkit.db import outbox

from tests.support.databases import Templates


async def test_it_waits_as_long_as_too_much_is_untold(databases: Templates) -> None:
    async with databases.database("catalog:migrations") as database:
        async with database.transaction() as tx:
            for _ in range(3):
                tx.record(ProductWithdrawn(version=1, product_id=new_id(), shop_id=new_id()))
        await outbox.until_room(database.pool, most=3)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await outbox.until_room(database.pool, most=2, every=0.01)

        await database.pool.execute("UPDATE outbox SET published_at = now()")
        await outbox.until_room(database.pool, most=0)
