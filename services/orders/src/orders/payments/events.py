"""Works off what the provider told us; the news only says where to look."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from marketkit.backoff import pause
from marketkit.db import Database

from orders.payments.checkout import StripePayments
from orders.payments.provider import ProviderError, RefusedError
from orders.payments.stripe_api import StripeApi
from orders.store import payments, stripe_events
from orders.store.stripe_events import DueEvent
from orders.use_cases.record_refund import revoke_refund

log = structlog.get_logger(__name__)
AT_ONCE: Final = 20
LEASE: Final = timedelta(seconds=60)
"""Longer than a call with all its tries: nobody else takes the event meanwhile."""
SESSION_NEWS: Final = "checkout.session."
CARD_REFUSED: Final = "payment_intent.payment_failed"
REFUND_RETURNED: Final = "refund.failed"


class EventWorker:
    def __init__(self, database: Database, api: StripeApi, desk: StripePayments) -> None:
        self._database = database
        self._api = api
        self._desk = desk

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._database.transaction() as tx:
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
            wait = pause(event.attempts, first=2, longest=3600)
            async with self._database.transaction() as tx:
                await stripe_events.postpone(tx, event.id, wait, str(failure))
            return
        async with self._database.transaction() as tx:
            await stripe_events.done(tx, event.id, error)

    async def _apply(self, event: DueEvent) -> None:
        subject = _subject(event.payload)
        if event.type.startswith(SESSION_NEWS):
            # Events come doubled, late and in any order: only the session itself is asked.
            await self._desk.take_over(await self._api.get_session(subject.get("id", "")))
        elif event.type == REFUND_RETURNED and (refund_id := _ours(subject, "refund_id")):
            await revoke_refund(self._database, refund_id, str(subject.get("failure_reason")))
        elif event.type == CARD_REFUSED and (order_id := _ours(subject, "order_id")):
            async with self._database.transaction() as tx:
                await payments.note_failure(tx, order_id)


def _subject(payload: dict[str, Any]) -> dict[str, Any]:
    data = payload.get("data")
    subject = data.get("object") if isinstance(data, dict) else None
    return subject if isinstance(subject, dict) else {}


def _ours(subject: dict[str, Any], name: str) -> UUID | None:
    """An id that we gave along."""
    metadata = subject.get("metadata")
    try:
        return UUID(metadata[name]) if isinstance(metadata, dict) else None
    except (KeyError, ValueError, TypeError):
        return None
