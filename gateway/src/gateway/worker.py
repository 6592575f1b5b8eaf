"""Background work of the gateway: hear events, tell events, sweep out what has ended."""

from contextlib import AsyncExitStack

from marketkit.background import Background, housekeeper, run_worker
from marketkit.clock import SystemClock
from marketkit.db import Database
from marketkit.mail import mail_config
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.wiring import opened_bus, opened_database

from gateway.consumers import HANDLERS, SUBSCRIPTION
from gateway.mail import AccountMailSender
from gateway.settings import GatewaySettings
from gateway.store import login_buckets, mails, password_links, sessions
from gateway.wiring import times_of
from marketkit import telemetry

SWEEP_SECONDS = 300.0


class Worker:
    """Any number may run: consumers compete, relays skip each other's rows, sweeps may overlap."""

    def __init__(
        self,
        settings: GatewaySettings,
        *,
        bus: MessageBus | None = None,
        database: Database | None = None,
    ) -> None:
        self._settings = settings
        self._bus = bus
        self._database = database
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        bus = self._bus or await opened_bus(self._stack, self._settings)
        database = self._database or await opened_database(self._stack, self._settings)
        await Consumer(database, bus, SUBSCRIPTION, HANDLERS).start()

        async def sweep_out() -> bool:
            await sweep(database, self._settings)
            return False

        for part in (
            Relay(database, bus, source="gateway"),
            Background("gateway sweep", sweep_out, every=SWEEP_SECONDS),
            housekeeper(database),
            self._sender(database),
        ):
            if part:
                await part.start()
                self._stack.push_async_callback(part.stop)

    def _sender(self, database: Database) -> AccountMailSender | None:
        config = mail_config(self._settings)
        return AccountMailSender(database, config, SystemClock()) if config else None

    async def stop(self) -> None:
        await self._stack.aclose()


async def sweep(database: Database, settings: GatewaySettings) -> None:
    """Delete ended sessions, links and old mails, and login buckets that are full again."""
    async with database.transaction() as tx:
        await sessions.prune(tx, times_of(settings))
        await login_buckets.prune(tx)
        await password_links.prune(tx)
        await mails.prune(tx)


def create_worker(
    settings: GatewaySettings,
    *,
    bus: MessageBus | None = None,
    database: Database | None = None,
) -> Worker:
    """What is handed in stays the caller's to close."""
    return Worker(settings, bus=bus, database=database)


def main() -> None:
    settings = GatewaySettings()  # type: ignore[call-arg]  # from the environment
    telemetry.configure(settings, "gateway-worker")
    run_worker(create_worker(settings))


if __name__ == "__main__":
    main()
