"""Turns deliveries into use cases: inbox rows and effects in one transaction.

What arrives while a transaction runs is taken together into the next one, so a flood of events
costs a commit per batch and not per event, and a single event is handled at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from marketkit.contracts.envelope import Event, UnknownEventTypeError
from marketkit.db import Database, Transaction
from marketkit.messaging.bus import MessageBus, PermanentFailureError, Subscription
from marketkit.messaging.message import Message
from marketkit.messaging.rhythm import Rhythm
from marketkit.telemetry import CONSUMED, continue_trace

MOST_AT_ONCE = 64
HANDLER_SECONDS = 60

Handler = Callable[[Transaction, Any], Awaitable[None]]
"""Applies one event inside the given transaction.

Of several waiting events of one type about one aggregate only the newest may be handed over, and
an older one may come later: a handler compares versions.
"""


@dataclass(frozen=True, slots=True)
class Together:
    """A handler that takes all waiting events of its type at once: one statement for many."""

    apply: Callable[[Transaction, Sequence[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Delivery:
    message: Message
    event: Event
    handled: "asyncio.Future[None]"


class Consumer:
    """Reads one queue into one service's database.

    The inbox rows, the handlers' writes and the outbox rows they record commit together; the
    messages are acknowledged after that. A second delivery finds the inbox row and does nothing.
    When a batch fails, each of its messages is tried alone, so one bad message harms no other.
    """

    def __init__(
        self,
        database: Database,
        bus: MessageBus,
        subscription: Subscription,
        handlers: Mapping[type[Event], Handler | Together],
        *,
        after_commit: Callable[[], None] | None = None,
    ) -> None:
        """Raises ValueError unless every subscribed event has its handler."""
        if set(handlers) != set(subscription.events):
            message = f"{subscription.queue}: every subscribed event needs exactly one handler"
            raise ValueError(message)
        self._database = database
        self._bus = bus
        self._subscription = subscription
        self._handlers = handlers
        self._after_commit = after_commit
        self._waiting: list[_Delivery] = []
        self._working: asyncio.Task[None] | None = None
        self._rhythm = Rhythm(subscription.gather_seconds)

    async def start(self) -> None:
        """Begin to read; returns at once."""
        await self._bus.subscribe(self._subscription, self.deliver)

    async def deliver(self, message: Message) -> None:
        """Handle one delivery; also what tests and replays call."""
        delivery = _Delivery(message, self._read(message), asyncio.Future())
        self._waiting.append(delivery)
        if self._working is None:
            name = f"consumer {self._subscription.queue}"
            self._working = asyncio.create_task(self._work(), name=name)
        await delivery.handled

    def _read(self, message: Message) -> Event:
        try:
            event = message.event()
        except (ValidationError, UnknownEventTypeError) as error:
            raise PermanentFailureError(repr(error)) from error
        if type(event) not in self._handlers:
            unwanted = f"{self._subscription.queue} does not handle {message.type}"
            raise PermanentFailureError(unwanted)
        return event

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._rhythm.beat()
                batch = self._waiting[:MOST_AT_ONCE]
                del self._waiting[:MOST_AT_ONCE]
                await self._handle(batch)
        finally:
            self._working = None

    async def _handle(self, batch: list[_Delivery]) -> None:
        try:
            async with asyncio.timeout(HANDLER_SECONDS), self._database.transaction() as tx:
                await self._apply(tx, batch)
        except Exception as error:  # noqa: BLE001 -- the bus decides what becomes of the message
            if len(batch) > 1:
                for delivery in batch:
                    await self._handle([delivery])
            elif not batch[0].handled.done():
                batch[0].handled.set_exception(error)
            return
        for delivery in batch:
            CONSUMED.labels(self._subscription.queue, delivery.message.type).inc()
            if not delivery.handled.done():
                delivery.handled.set_result(None)
        if self._after_commit:
            self._after_commit()

    async def _apply(self, tx: Transaction, batch: list[_Delivery]) -> None:
        ids = {delivery.message.id for delivery in batch}
        fresh = await tx.first_deliveries(self._subscription.queue, ids)
        newest = _newest(d for d in batch if d.message.id in fresh)
        for kind, deliveries in groupby(newest, key=lambda delivery: type(delivery.event)):
            await self._hand_over(tx, self._handlers[kind], list(deliveries))

    async def _hand_over(
        self, tx: Transaction, handler: Handler | Together, deliveries: list[_Delivery]
    ) -> None:
        if isinstance(handler, Together):
            first = deliveries[0].message
            with continue_trace(first.traceparent, f"consume {first.type}"):
                await handler.apply(tx, [delivery.event for delivery in deliveries])
            return
        for delivery in deliveries:
            message = delivery.message
            with continue_trace(message.traceparent, f"consume {message.type}"):
                await handler(tx, delivery.event)


def _newest(deliveries: Iterable[_Delivery]) -> list[_Delivery]:
    """One per type and aggregate, in an order that is the same for every consumer."""
    newest: dict[tuple[str, UUID], _Delivery] = {}
    for delivery in deliveries:
        key = (delivery.event.type, delivery.event.subject)
        if key not in newest or newest[key].event.version < delivery.event.version:
            newest[key] = delivery
    # Rows are locked in one order everywhere, so replicas cannot wait for each other in a circle.
    return [newest[key] for key in sorted(newest)]
