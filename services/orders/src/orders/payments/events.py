"""Works off what the provider told us; which news lead where is said in `handlers.py`."""

from datetime import timedelta
from typing import Final

import structlog
from marketkit.backoff import pause

from orders.payments.handlers import HANDLERS
from orders.payments.news import News, Tools
from orders.payments.provider import ProviderError, RefusedError
from orders.store import stripe_events
from orders.store.stripe_events import DueEvent

log = structlog.get_logger(__name__)
AT_ONCE: Final = 20
LEASE: Final = timedelta(seconds=60)
"""Longer than a call with all its tries: nobody else takes the event meanwhile."""


class EventWorker:
    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._tools.database.transaction() as tx:
            due = await stripe_events.claim(tx, AT_ONCE, LEASE)
        for event in due:
            await self._work_off(event)
        return bool(due)

    async def _work_off(self, event: DueEvent) -> None:
        error: str | None = None
        try:
            await self._apply(event)
        except RefusedError as refused:
            # Asking again gives the same answer; the row keeps it for whoever looks.
            error = str(refused)
            log.warning("stripe_event_refused", id=event.id, error=error)
        except ProviderError as failure:
            await self._postpone(event, str(failure))
            return
        except Exception as fault:
            # Ours, not theirs: the events behind this one must not wait until it is mended.
            log.exception("stripe_event_faulty", id=event.id, type=event.type)
            await self._postpone(event, repr(fault))
            return
        async with self._tools.database.transaction() as tx:
            await stripe_events.done(tx, event.id, error)

    async def _apply(self, event: DueEvent) -> None:
        handler = HANDLERS.get(event.type)
        if handler:
            news = News.read(event.id, event.type, event.payload, event.account)
            await handler(self._tools, news)

    async def _postpone(self, event: DueEvent, error: str) -> None:
        wait = pause(event.attempts, first=2, longest=3600)
        async with self._tools.database.transaction() as tx:
            await stripe_events.postpone(tx, event.id, wait, error)
