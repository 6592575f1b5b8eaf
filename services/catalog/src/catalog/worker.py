"""The catalogue's background work: events in and out, mails, weeks and tables kept current."""

from contextlib import AsyncExitStack

from marketkit.background import housekeeper, run_worker
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.wiring import opened_bus

from catalog.consumers import QUEUES
from catalog.settings import CatalogSettings
from catalog.timetable import timetable
from catalog.wiring import mail_sender, opened_database, surroundings
from marketkit import telemetry


class Worker:
    """Any number may run: consumers compete, relays skip each other's rows."""

    def __init__(
        self,
        settings: CatalogSettings,
        *,
        bus: MessageBus | None = None,
        database: Database | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._bus = bus
        self._database = database
        self._clock = clock
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        bus = self._bus or await opened_bus(self._stack, self._settings)
        database = self._database or await opened_database(self._stack, self._settings)
        around = surroundings(self._settings, database, self._clock)
        for subscription, handlers in QUEUES:
            await Consumer(database, bus, subscription, handlers).start()

        for part in (
            Relay(database, bus, source="catalog"),
            *timetable(around),
            mail_sender(self._settings, database, self._clock),
            housekeeper(database),
        ):
            if part:
                await part.start()
                self._stack.push_async_callback(part.stop)

    async def stop(self) -> None:
        await self._stack.aclose()


def create_worker(
    settings: CatalogSettings,
    *,
    bus: MessageBus | None = None,
    database: Database | None = None,
    clock: Clock | None = None,
) -> Worker:
    """What is handed in stays the caller's to close."""
    return Worker(settings, bus=bus, database=database, clock=clock)


def main() -> None:
    settings = CatalogSettings()  # type: ignore[call-arg]  # from the environment
    telemetry.configure(settings, "catalog-worker")
    run_worker(create_worker(settings))


if __name__ == "__main__":
    main()
