"""Turns deliveries into use cases: inbox row and effect in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import ValidationError

from marketkit.contracts.envelope import Event, UnknownEventTypeError
from marketkit.db import Database, Transaction
from marketkit.messaging.bus import MessageBus, PermanentFailureError, Subscription
from marketkit.messaging.message import Message
from marketkit.telemetry import CONSUMED, continue_trace

HANDLER_SECONDS = 60

Handler = Callable[[Transaction, Any], Awaitable[None]]
"""Applies one event inside the given transaction. It may be called again for an older state."""


class Consumer:
    """Reads one queue into one service's database.

    The inbox row, the handler's writes and the outbox rows it records commit together; the
    message is acknowledged after that. A second delivery finds the inbox row and does nothing.
    """

    def __init__(
        self,
        database: Database,
        bus: MessageBus,
        subscription: Subscription,
        handlers: Mapping[type[Event], Handler],
        *,
        after_commit: Callable[[], None] | None = None,
    ) -> None:
        if set(handlers) != set(subscription.events):
            message = f"{subscription.queue}: every subscribed event needs exactly one handler"
            raise ValueError(message)
        self._database = database
        self._bus = bus
        self._subscription = subscription
        self._handlers = handlers
        self._after_commit = after_commit

    async def start(self) -> None:
        """Begin to read; returns at once."""
        await self._bus.subscribe(self._subscription, self.deliver)

    async def deliver(self, message: Message) -> None:
        """Handle one delivery; also what tests and replays call."""
        try:
            event = message.event()
        except (ValidationError, UnknownEventTypeError) as error:
            raise PermanentFailureError(repr(error)) from error
        handler = self._handlers.get(type(event))
        if handler is None:
            unwanted = f"{self._subscription.queue} does not handle {message.type}"
            raise PermanentFailureError(unwanted)
        with continue_trace(message.traceparent, f"consume {message.type}"):
            async with asyncio.timeout(HANDLER_SECONDS), self._database.transaction() as tx:
                if await tx.first_delivery(self._subscription.queue, message.id):
                    await handler(tx, event)
        CONSUMED.labels(self._subscription.queue, message.type).inc()
        if self._after_commit:
            self._after_commit()
