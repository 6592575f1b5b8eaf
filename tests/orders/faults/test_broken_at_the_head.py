"""Sixty that cannot be done stand at the head of a sweep, and the one behind them is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from marketkit.db import Database
from orders.use_cases.expire_unpaid import sweep
from structlog.testing import capture_logs

from tests.orders.market import Market
from tests.support.orders_data import PlacedOrder, place

BROKEN = 60


class GateWithout:
    """Cannot say anything of some orders, however often it is asked."""

    def __init__(self, broken: set[UUID]) -> None:
        self.broken = broken
        self.asked: list[UUID] = []

    async def may_expire(self, order_id: UUID) -> bool:
        self.asked.append(order_id)
        if order_id in self.broken:
            message = "this one cannot be understood"
            raise ValueError(message)
        return True


async def test_an_unpaid_order_behind_sixty_broken_ones_is_given_up(market: Market) -> None:
    found = [await _unpaid(market.database, minutes_ago=100 - n) for n in range(BROKEN + 1)]
    *broken, good = (each.id for each in found)
    gate = GateWithout(set(broken))
    context = replace(market.context, gate=gate)

    with capture_logs() as lines:
        given_up = [await sweep(context) for _ in range(3)]

    assert given_up == [0, 1, 0]
    assert len(lines) == BROKEN
    assert len(gate.asked) == BROKEN + 1, "nobody is asked again at once"
    status = 'SELECT status FROM "order" WHERE id = $1'
    assert await market.database.pool.fetchval(status, good) == "cancelled"


async def _unpaid(db: Database, *, minutes_ago: int) -> PlacedOrder:
    placed = await place(db)
    until = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    await db.pool.execute('UPDATE "order" SET pay_until = $2 WHERE id = $1', placed.id, until)
    return placed
