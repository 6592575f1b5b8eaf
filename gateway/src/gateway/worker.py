"""Background work of the gateway: hear events, tell events, sweep out what has ended."""

import asyncio
import contextlib
import signal

import structlog
from marketkit.db import Database, inbox, outbox
from marketkit.messaging import Consumer, MessageBus, Relay, open_bus

from gateway.consumers import HANDLERS, SUBSCRIPTION
from gateway.settings import GatewaySettings
from gateway.store import login_buckets, sessions
from gateway.store.sessions import Times
from marketkit import telemetry

SWEEP_SECONDS = 300.0

log = structlog.get_logger(__name__)


class Worker:
    """Any number may run: consumers compete, relays skip each other's rows, sweeps may overlap."""

    def __init__(self, database: Database, bus: MessageBus, times: Times) -> None:
        self._database = database
        self._times = times
        self._consumer = Consumer(database, bus, SUBSCRIPTION, HANDLERS)
        self._relay = Relay(database, bus, source="gateway")
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._consumer.start()
        await self._relay.start()
        self._sweeper = asyncio.create_task(self._sweep_for_ever(), name="gateway sweeper")

    async def stop(self) -> None:
        if self._sweeper is not None:
            self._sweeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._sweeper
        await self._relay.stop()

    async def sweep(self) -> None:
        async with self._database.transaction() as tx:
            await sessions.prune(tx, self._times)
            await login_buckets.prune(tx)
            await inbox.prune(tx.connection)
            await outbox.prune(tx.connection)

    async def _sweep_for_ever(self) -> None:
        while True:
            try:
                await self.sweep()
            except Exception as error:  # noqa: BLE001 - the broom outlives an outage of the database
                log.warning("sweep_failed", error=repr(error))
            await asyncio.sleep(SWEEP_SECONDS)


def create_worker(settings: GatewaySettings, *, bus: MessageBus, database: Database) -> Worker:
    times = Times.of(settings.session_idle_minutes, settings.session_hours)
    return Worker(database, bus, times)


async def run(settings: GatewaySettings) -> None:
    """Until SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    database = await Database.open(
        settings.database_url.get_secret_value(), pool_size=settings.database_pool_size
    )
    bus = open_bus(settings.bus_url.get_secret_value())
    worker = create_worker(settings, bus=bus, database=database)
    await bus.start()
    try:
        await worker.start()
        await stopping.wait()
        await worker.stop()
    finally:
        await bus.close()
        await database.close()


def main() -> None:
    settings = GatewaySettings()  # type: ignore[call-arg]  # from the environment
    telemetry.configure(settings, "gateway-worker")
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
