"""Fetches news that never reached us: webhooks are promised for some days, not for ever."""

from datetime import timedelta
from typing import Final

import structlog
from marketkit.background import one_by_one
from marketkit.clock import Clock
from marketkit.db import Database

from orders.payments.checkout import StripePayments
from orders.payments.provider import ProviderError
from orders.payments.stripe_money import StripeMoney
from orders.store import marks, payments, stripe_events

log = structlog.get_logger(__name__)
NAME: Final = "events"
FIRST_LOOK: Final = timedelta(days=3)
OVERLAP: Final = timedelta(hours=1)
"""Events appear in the provider's list a little after they happened."""
PATIENCE: Final = timedelta(days=5)
"""A debit that has not been answered by then is asked about."""
AT_ONCE: Final = 100


class Backfill:
    def __init__(
        self, database: Database, money: StripeMoney, desk: StripePayments, clock: Clock
    ) -> None:
        self._database = database
        self._money = money
        self._desk = desk
        self._clock = clock

    async def work(self) -> bool:
        """One look over everything since the last; what is known already changes nothing."""
        try:
            found = await self.fetch()
        except ProviderError as error:
            log.warning("events_not_fetched", error=str(error))
            return False
        if found:
            log.warning("events_were_missing", count=found)
        since = self._clock.now() - PATIENCE
        waiting = await payments.waiting(self._database.pool, since, AT_ONCE)
        await one_by_one("unanswered debit", waiting, self._desk.sync)
        return False

    async def fetch(self) -> int:
        """How many were missing. They go the way of all news, from the same table."""
        begun = self._clock.now()
        mark = await marks.find(self._database.pool, NAME)
        missing = 0
        async for event in self._money.told_since((mark or begun - FIRST_LOOK) - OVERLAP):
            async with self._database.transaction() as tx:
                missing += await stripe_events.take_in(tx, event)
        async with self._database.transaction() as tx:
            await marks.move(tx, NAME, begun)
        return missing
