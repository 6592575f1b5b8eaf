"""The bus on RabbitMQ: confirms on every publish, retry queues, dead letters, a watchdog.

Publishing and consuming use connections of their own: a broker under memory alarm blocks a
publishing connection, and acknowledgements must not be stuck behind it.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import structlog
from aio_pika.abc import AbstractRobustConnection

from marketkit.messaging import rabbit_dead_letters
from marketkit.messaging.bus import BusUnavailableError, DeadLetter, Deliver, Subscription
from marketkit.messaging.message import Message
from marketkit.messaging.rabbit_link import LINK_ERRORS, Link, end
from marketkit.messaging.rabbit_publisher import Publisher
from marketkit.messaging.rabbit_reader import Reader

WATCHDOG_SECONDS = 30.0

log = structlog.get_logger(__name__)


class RabbitBus:
    """A MessageBus on one RabbitMQ virtual host."""

    def __init__(self, url: str) -> None:
        self._publisher = Publisher(url)
        self._link = Link(url, "consume")
        self._connection: AbstractRobustConnection | None = None
        self._connected = asyncio.Event()
        self._readers: dict[str, Reader] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = False

    async def start(self) -> None:
        await self._publisher.start()
        self._tasks = [
            asyncio.create_task(self._connect(), name="rabbit-consumer"),
            asyncio.create_task(self._watch(), name="rabbit-watchdog"),
        ]

    async def close(self) -> None:
        self._closing = True
        await end(*self._tasks)
        await self._link.close()
        await self._publisher.close()

    def healthy(self) -> bool:
        return self._publisher.alive() and self._link.alive()

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        return await self._publisher.publish(messages)

    async def subscribe(self, subscription: Subscription, deliver: Deliver) -> None:
        reader = Reader(subscription, deliver, self._publisher)
        self._readers[subscription.queue] = reader
        if self._connection:
            await reader.open(self._connection)

    async def dead_letters(self, queue: str | None = None, limit: int = 100) -> list[DeadLetter]:
        connection = await self._wait_for_connection()
        letters: list[DeadLetter] = []
        for name in [queue] if queue else sorted(self._readers):
            letters += await rabbit_dead_letters.look(connection, name, limit - len(letters))
        return letters

    async def replay(self, queue: str, message_ids: Sequence[UUID] | None = None) -> int:
        connection = await self._wait_for_connection()
        return await rabbit_dead_letters.replay(connection, self._publisher, queue, message_ids)

    async def _wait_for_connection(self) -> AbstractRobustConnection:
        try:
            async with asyncio.timeout(10):
                await self._connected.wait()
        except TimeoutError as error:
            raise BusUnavailableError from error
        assert self._connection is not None
        return self._connection

    async def _connect(self) -> None:
        connection = await self._link.connect()
        for reader in self._readers.values():
            await reader.open(connection)
        self._connection = connection
        self._connected.set()

    async def _watch(self) -> None:
        """Rebuild what silently went missing: a deleted queue, a consumer that did not return."""
        # The client library may answer a cancelled call with an error of its own: look, too.
        while not self._closing:
            await asyncio.sleep(WATCHDOG_SECONDS)
            if self._connection and self._link.alive():
                for reader in list(self._readers.values()):
                    await self._revive(reader, self._connection)

    async def _revive(self, reader: Reader, connection: AbstractRobustConnection) -> None:
        try:
            if await _has_consumer(connection, reader.names.main):
                return
            log.warning("consumer_lost", queue=reader.names.main)
            await reader.reopen(connection)
        except LINK_ERRORS as error:
            log.warning("watchdog_failed", queue=reader.names.main, error=repr(error))


async def _has_consumer(connection: AbstractRobustConnection, queue: str) -> bool:
    try:
        async with connection.channel() as channel:
            found = await channel.declare_queue(queue, passive=True)
    except LINK_ERRORS:
        return False
    return bool(found.declaration_result.consumer_count)
