"""The catalogue's background work: events in and out, mails, weeks and tables kept current."""

from marketkit.background import housekeeper
from marketkit.db import Database
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.worker import ServiceWorker, run_service_worker

from catalog.consumers import QUEUES
from catalog.settings import CatalogSettings
from catalog.timetable import timetable
from catalog.wiring import mail_sender, surroundings


class Worker(ServiceWorker[CatalogSettings]):
    """Any number may run: consumers compete, relays skip each other's rows."""

    leaves_sessions_clean = True

    async def begin(self, database: Database, bus: MessageBus) -> None:
        around = surroundings(self.settings, database, self.clock)
        for subscription, handlers in QUEUES:
            await Consumer(database, bus, subscription, handlers).start()
        await self.run(
            Relay(database, bus, source="catalog"),
            *timetable(around),
            mail_sender(self.settings, database, self.clock),
            housekeeper(database),
        )


create_worker = Worker


def main() -> None:
    settings = CatalogSettings()  # type: ignore[call-arg]  # from the environment
    run_service_worker("catalog-worker", settings, create_worker)


if __name__ == "__main__":
    main()
