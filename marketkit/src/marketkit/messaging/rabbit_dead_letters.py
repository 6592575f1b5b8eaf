"""Looking at parked messages without taking them, and sending them back to work."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import QueueEmpty

from marketkit.messaging.bus import DeadLetter, PermanentFailureError
from marketkit.messaging.rabbit_publisher import Publisher
from marketkit.messaging.topology import QueueNames
from marketkit.messaging.wire import ATTEMPT, REASON, as_copy, from_amqp

MOST = 10_000


async def look(connection: AbstractRobustConnection, queue: str, limit: int) -> list[DeadLetter]:
    """Up to `limit` letters; they go back to their place when the channel closes."""
    async with connection.channel() as channel:
        return [
            letter
            async for incoming in _each(channel, queue, limit)
            if (letter := _letter(queue, incoming))
        ]


async def replay(
    connection: AbstractRobustConnection,
    publisher: Publisher,
    queue: str,
    ids: Sequence[UUID] | None,
) -> int:
    """Move letters (all, or these) back to the main queue with a fresh count of attempts."""
    wanted = None if ids is None else {str(i) for i in ids}
    moved = 0
    async with connection.channel() as channel:
        async for incoming in _each(channel, queue, MOST):
            if wanted is not None and incoming.headers.get("ce-id") not in wanted:
                continue
            if await publisher.send(queue, as_copy(incoming, {ATTEMPT: 1})):
                await incoming.ack()
                moved += 1
    return moved


async def _each(
    channel: AbstractChannel, queue: str, limit: int
) -> AsyncIterator[AbstractIncomingMessage]:
    dead = await channel.get_queue(QueueNames(queue).dead)
    seen: set[tuple[object, bytes]] = set()
    for _ in range(limit):
        try:
            incoming = await dead.get(timeout=5)
        except QueueEmpty:
            return
        if incoming is None:
            return
        # A replayed letter that failed again has come round: only what lay here is meant.
        who = (incoming.headers.get("ce-id"), incoming.body)
        if who in seen:
            return
        seen.add(who)
        yield incoming


def _letter(queue: str, incoming: AbstractIncomingMessage) -> DeadLetter | None:
    reason = str(incoming.headers.get(REASON) or "delivery limit")
    try:
        return DeadLetter(queue, from_amqp(incoming), reason)
    except PermanentFailureError:
        return None
