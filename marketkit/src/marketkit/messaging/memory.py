"""The bus inside one process, with the same promises as RabbitMQ's.

`publish` confirms a message once every subscriber has handled or parked it. Whatever is not
confirmed stays in the publisher's outbox, so a crash loses nothing: the outbox is the queue.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import structlog

from marketkit.messaging.bus import (
    MAX_ATTEMPTS,
    DeadLetter,
    Deliver,
    PermanentFailureError,
    Subscription,
)
from marketkit.messaging.message import Message

KEEP_DEAD_LETTERS = 1000

log = structlog.get_logger(__name__)


class _Queue:
    def __init__(self, subscription: Subscription, deliver: Deliver) -> None:
        self.subscription = subscription
        self.deliver = deliver
        self.slots = asyncio.Semaphore(subscription.prefetch)
        self.done: set[UUID] = set()
        self.failures: dict[UUID, int] = {}


class MemoryBus:
    """Share one instance between everything that should hear each other."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}
        self._dead: deque[DeadLetter] = deque(maxlen=KEEP_DEAD_LETTERS)
        self._open = True

    async def start(self) -> None:
        self._open = True

    async def close(self) -> None:
        self._open = False

    def healthy(self) -> bool:
        return self._open

    async def subscribe(self, subscription: Subscription, deliver: Deliver) -> None:
        self._queues[subscription.queue] = _Queue(subscription, deliver)

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        outcomes = await asyncio.gather(*(self._fan_out(message) for message in messages))
        return frozenset(m.id for m, done in zip(messages, outcomes, strict=True) if done)

    async def dead_letters(self, queue: str | None = None, limit: int = 100) -> list[DeadLetter]:
        return [dead for dead in self._dead if queue in {None, dead.queue}][:limit]

    async def replay(self, queue: str, message_ids: Sequence[UUID] | None = None) -> int:
        chosen = [
            dead
            for dead in self._dead
            if dead.queue == queue and (message_ids is None or dead.message.id in message_ids)
        ]
        for dead in chosen:
            self._dead.remove(dead)
            fresh = replace(dead.message, attempt=1)
            while not await self._try(self._queues[queue], fresh):
                fresh = replace(fresh, attempt=fresh.attempt + 1)
        return len(chosen)

    async def _fan_out(self, message: Message) -> bool:
        queues = [q for q in self._queues.values() if message.type in q.subscription.types]
        outcomes = await asyncio.gather(*(self._offer(queue, message) for queue in queues))
        if not all(outcomes):
            return False
        for queue in queues:
            queue.done.discard(message.id)
        return True

    async def _offer(self, queue: _Queue, message: Message) -> bool:
        """Deliver unless this queue handled it in an earlier, partly failed round."""
        if message.id in queue.done:
            return True
        attempt = queue.failures.get(message.id, 0) + 1
        if not await self._try(queue, replace(message, attempt=attempt)):
            queue.failures[message.id] = attempt
            return False
        queue.failures.pop(message.id, None)
        queue.done.add(message.id)
        return True

    async def _try(self, queue: _Queue, message: Message) -> bool:
        async with queue.slots:
            try:
                await queue.deliver(message)
            except PermanentFailureError as error:
                self._park(queue, message, str(error))
            except Exception as error:  # noqa: BLE001 -- whatever a handler raises, the message survives
                log.warning("delivery_failed", queue=queue.subscription.queue, error=repr(error))
                if message.attempt < MAX_ATTEMPTS:
                    return False
                self._park(queue, message, repr(error))
        return True

    def _park(self, queue: _Queue, message: Message, reason: str) -> None:
        name = queue.subscription.queue
        log.error("dead_letter", queue=name, type=message.type, reason=reason)
        self._dead.append(DeadLetter(name, message, reason))
