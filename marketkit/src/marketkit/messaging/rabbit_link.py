"""One connection to RabbitMQ that keeps trying, and always ends within a few seconds."""

import asyncio
import contextlib

import aio_pika
import structlog
from aio_pika.abc import AbstractRobustConnection

HEARTBEAT_SECONDS = 10
CONNECT_SECONDS = 5.0
RETRY_SECONDS = 1.0
CLOSE_SECONDS = 5.0

LINK_ERRORS = (
    aio_pika.exceptions.AMQPError,
    ConnectionError,
    TimeoutError,
    OSError,
    RuntimeError,  # what a closed channel raises
)

log = structlog.get_logger(__name__)


async def end(*tasks: "asyncio.Task[None] | None") -> None:
    """Cancel the tasks and wait for them, but not for one that the client library keeps busy."""
    running = [task for task in tasks if task]
    for task in running:
        task.cancel()
    if running:
        done, _ = await asyncio.wait(running, timeout=CLOSE_SECONDS)
        for task in done:
            if not task.cancelled() and (error := task.exception()):
                log.warning("broker_task_failed", task=task.get_name(), error=repr(error))


class Link:
    """A robust connection. The first connect is ours to repeat: aio-pika raises there at once."""

    def __init__(self, url: str, purpose: str) -> None:
        self._url = url
        self._purpose = purpose
        self._connection: AbstractRobustConnection | None = None

    def alive(self) -> bool:
        connection = self._connection
        return connection is not None and not connection.is_closed and connection.connected.is_set()

    async def connect(self) -> AbstractRobustConnection:
        """Try until it works; cancel to give up."""
        complained = False
        while True:
            try:
                self._connection = await aio_pika.connect_robust(
                    self._url,
                    timeout=CONNECT_SECONDS,
                    heartbeat=HEARTBEAT_SECONDS,
                    client_properties={"connection_name": f"market {self._purpose}"},
                )
            except LINK_ERRORS as error:
                if not complained:
                    log.warning("broker_unreachable", purpose=self._purpose, error=repr(error))
                    complained = True
                await asyncio.sleep(RETRY_SECONDS)
            else:
                log.info("broker_connected", purpose=self._purpose)
                return self._connection

    async def close(self) -> None:
        """Close, but never wait for a frozen broker."""
        if self._connection:
            with contextlib.suppress(*LINK_ERRORS):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._connection.close()
            self._connection = None
