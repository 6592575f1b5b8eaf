"""Reading one queue: deliver, acknowledge, retry later, or park."""

import asyncio

import structlog
from aio_pika import ExchangeType
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage, AbstractQueue
from aio_pika.abc import AbstractRobustConnection as Connection

from marketkit.messaging.bus import (
    MAX_ATTEMPTS,
    Deliver,
    PermanentFailureError,
    Subscription,
)
from marketkit.messaging.message import Message
from marketkit.messaging.rabbit_publisher import Publisher
from marketkit.messaging.topology import DEAD, DELAYS_MS, EVENTS, QueueNames, delay_after
from marketkit.messaging.wire import REASON, as_copy, from_amqp, to_amqp

REQUEUE_PAUSE_SECONDS = 1.0
REASON_LENGTH = 500

log = structlog.get_logger(__name__)


class Reader:
    """Keeps channel, queue and consumer tag: aio-pika restores only what is still referenced."""

    def __init__(self, subscription: Subscription, deliver: Deliver, publisher: Publisher) -> None:
        self.subscription = subscription
        self.names = QueueNames(subscription.queue)
        self._deliver = deliver
        self._publisher = publisher
        self._channel: AbstractChannel | None = None
        self._queue: AbstractQueue | None = None
        self._tag: str | None = None

    async def open(self, connection: Connection) -> None:
        """Declare everything this queue needs and start to consume."""
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=self.subscription.prefetch)
        self._queue = await declare(channel, self.subscription)
        self._channel = channel
        self._tag = await self._queue.consume(self._on_message)

    async def reopen(self, connection: Connection) -> None:
        """Start over on a fresh channel, after the queue or its consumer was lost."""
        old, self._channel = self._channel, None
        if old and not old.is_closed:
            await old.close()
        await self.open(connection)

    async def _on_message(self, incoming: AbstractIncomingMessage) -> None:
        try:
            message = from_amqp(incoming)
            await self._deliver(message)
        except PermanentFailureError as error:
            await self._park(incoming, str(error))
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever a handler raises, the message survives
            await self._again_later(incoming, message, error)
        else:
            await incoming.ack()

    async def _again_later(
        self, incoming: AbstractIncomingMessage, message: Message, error: Exception
    ) -> None:
        log.warning("delivery_failed", queue=self.names.main, error=repr(error))
        if message.attempt >= MAX_ATTEMPTS:
            await self._park(incoming, repr(error))
            return
        queue = self.names.retry(delay_after(message.attempt))
        copy = to_amqp(message, attempt=message.attempt + 1)
        await self._settle(incoming, await self._publisher.send(queue, copy))

    async def _park(self, incoming: AbstractIncomingMessage, reason: str) -> None:
        log.error("dead_letter", queue=self.names.main, type=incoming.type, reason=reason)
        copy = as_copy(incoming, {REASON: reason[:REASON_LENGTH]})
        await self._settle(incoming, await self._publisher.park(self.names.main, copy))

    async def _settle(self, incoming: AbstractIncomingMessage, moved: bool) -> None:
        """Acknowledge only what is safe elsewhere; the pause keeps a broken broker from a storm."""
        if moved:
            await incoming.ack()
            return
        await asyncio.sleep(REQUEUE_PAUSE_SECONDS)
        await incoming.nack(requeue=True)


async def declare(channel: AbstractChannel, subscription: Subscription) -> AbstractQueue:
    """The main queue with its bindings, its retry queues and its dead-letter queue."""
    names = QueueNames(subscription.queue)
    events = await channel.declare_exchange(EVENTS, ExchangeType.TOPIC, durable=True)
    dead_exchange = await channel.declare_exchange(DEAD, ExchangeType.TOPIC, durable=True)
    dead = await channel.declare_queue(names.dead, durable=True, arguments=names.dead_arguments())
    await dead.bind(dead_exchange, names.main)
    for delay in DELAYS_MS:
        await channel.declare_queue(
            names.retry(delay), durable=True, arguments=names.retry_arguments(delay)
        )
    queue = await channel.declare_queue(names.main, durable=True, arguments=names.main_arguments())
    for event_type in subscription.types:
        await queue.bind(events, event_type)
    return queue
