"""A service's background work: its parts, started in order and stopped in reverse."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Generic, TypeVar

from marketkit import telemetry
from marketkit.background import Startable, run_worker
from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.messaging import MessageBus
from marketkit.settings import ServiceSettings
from marketkit.wiring import opened_bus, opened_database

Settings = TypeVar("Settings", bound=ServiceSettings)


class ServiceWorker(ABC, Generic[Settings]):
    """What is handed in stays the caller's to close; what is missing is opened and closed here."""

    leaves_sessions_clean = False
    """See `Database.open`."""

    def __init__(
        self,
        settings: Settings,
        *,
        bus: MessageBus | None = None,
        database: Database | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.stack = AsyncExitStack()
        """Closed at the end, after all parts that were started later."""
        self._bus = bus
        self._database = database

    async def start(self) -> None:
        bus = self._bus or await opened_bus(self.stack, self.settings)
        database = self._database or await opened_database(
            self.stack, self.settings, leaves_sessions_clean=self.leaves_sessions_clean
        )
        await self.begin(database, bus)

    async def stop(self) -> None:
        await self.stack.aclose()

    @abstractmethod
    async def begin(self, database: Database, bus: MessageBus) -> None:
        """Begin to listen, and run all parts."""

    async def run(self, *parts: Startable | None) -> None:
        """Started in this order; what the settings do not ask for is None."""
        for part in parts:
            if part:
                await part.start()
                self.stack.push_async_callback(part.stop)


def run_service_worker(
    name: str, settings: Settings, create: Callable[[Settings], Startable]
) -> None:
    """The main program: until it is told to end."""
    telemetry.configure(settings, name)
    run_worker(create(settings))
