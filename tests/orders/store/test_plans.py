"""What every order asks is found by index, also by plans made while the tables were empty."""

import re

import pytest
from orders.store import carts
from orders.store.placing_held import PLACE_HELD
from orders.store.placing_statement import PLACE

from tests.orders.market import Market

HOT = {
    "create": carts._CREATE,
    "load": carts._LOAD,
    "place": PLACE,
    "place what is held": PLACE_HELD,
}


@pytest.mark.parametrize("statement", HOT.values(), ids=HOT.keys())
async def test_no_table_is_read_whole(market: Market, statement: str) -> None:
    await market.database.pool.execute("ANALYZE")
    count = max(int(number) for number in re.findall(r"\$(\d+)", statement))
    nothing = ", ".join(["NULL"] * count)
    async with market.database.pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        await connection.execute(f"PREPARE hot AS {statement}")
        plan = await connection.fetch(f"EXPLAIN EXECUTE hot ({nothing})")
        await connection.execute("DEALLOCATE hot")

    steps = [row[0] for row in plan]
    assert any("Index" in step for step in steps)
    assert not [step for step in steps if "Seq Scan" in step]
