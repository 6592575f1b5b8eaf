"""Every night: the provider's books beside ours, day by day. It shows, and mends nothing."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import structlog
from marketkit.clock import Clock
from marketkit.db import Database

from orders.domain import ledger as entries
from orders.domain.reconciliation import Difference, Ours, differing, sums
from orders.payments.provider import ProviderError
from orders.payments.stripe_money import Movement, StripeMoney
from orders.store import ledger, matters, reconciliation

log = structlog.get_logger(__name__)
FIRST_LOOK: Final = 7
"""Days back when nothing has been compared yet."""
SETTLING: Final = timedelta(hours=2)
"""After midnight, for news that is still on its way."""


class Reconciler:
    def __init__(self, database: Database, money: StripeMoney, clock: Clock) -> None:
        self._database = database
        self._money = money
        self._clock = clock

    async def work(self) -> bool:
        """Every day that is over and was not compared yet."""
        over = (self._clock.now() - SETTLING).astimezone(UTC).date()
        last = await reconciliation.last_day(self._database.pool)
        day = last + timedelta(days=1) if last else over - timedelta(days=FIRST_LOOK)
        while day < over:
            try:
                await self.compare(day)
            except ProviderError as error:
                log.warning("day_not_compared", day=day.isoformat(), error=str(error))
                return False
            day += timedelta(days=1)
        return False

    async def compare(self, day: date) -> list[Difference]:
        """A day in UTC, as the provider counts. Twice finds the same, and lists it once."""
        begin = datetime.combine(day, time(), UTC)
        end = begin + timedelta(days=1)
        moved = [movement async for movement in self._money.movements(begin, end)]
        theirs = sums((movement.source, movement.amount) for movement in moved)
        pool = self._database.pool
        ours = await reconciliation.of_day(pool, begin, end)
        ours |= await reconciliation.of_sources(pool, [*theirs])
        found = []
        for source in differing(theirs, ours):
            different = await self._look(source, ours.get(source))
            if different:
                found.append(different)
        await self._write(day, moved, found)
        return found

    async def _look(self, source: str, mine: Ours | None) -> Difference | None:
        """It may have moved on another day: what counts is everything that ever moved for it."""
        ever = await self._money.movements_of(source)
        theirs = sum(movement.amount for movement in ever) if ever else None
        ours = mine.amount if mine else None
        if theirs == ours or (theirs or 0) == (ours or 0) == 0:
            return None
        order_id = mine.order_id if mine else await self._money.order_of(source)
        known = await reconciliation.known_order(self._database.pool, order_id)
        return Difference(source, theirs, ours, known)

    async def _write(self, day: date, moved: list[Movement], found: list[Difference]) -> None:
        async with self._database.transaction() as tx:
            for movement in moved:
                if movement.fee:
                    await ledger.post(tx, entries.provider_fee(movement.fee, movement.id))
            for each in found:
                told = {
                    "source": each.source,
                    "theirs": each.theirs,
                    "ours": each.ours,
                    "day": day.isoformat(),
                }
                key = f"difference:{each.source}"
                await matters.bring_up(tx, key, "difference", each.order_id, told)
            await reconciliation.write_day(tx, day, len(moved), len(found))
        if found:
            log.error("books_differ", day=day.isoformat(), count=len(found))
