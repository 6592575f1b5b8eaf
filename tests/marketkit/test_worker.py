"""A service's background work: parts in order, and what is handed in stays its caller's."""

from dataclasses import dataclass

from marketkit.db import Database
from marketkit.messaging import MemoryBus, MessageBus
from marketkit.settings import ServiceSettings
from marketkit.worker import ServiceWorker
from pydantic import SecretStr

from tests.support.databases import Templates


@dataclass
class Part:
    name: str
    seen: list[str]

    async def start(self) -> None:
        self.seen.append(f"{self.name} starts")

    async def stop(self) -> None:
        self.seen.append(f"{self.name} stops")


class Worker(ServiceWorker[ServiceSettings]):
    seen: list[str]
    opened: tuple[Database, MessageBus]

    async def begin(self, database: Database, bus: MessageBus) -> None:
        self.seen, self.opened = [], (database, bus)
        await self.run(Part("first", self.seen), None, Part("second", self.seen))


async def test_parts_start_in_order_and_stop_in_reverse(databases: Templates) -> None:
    async with databases.database("search:migrations") as database:
        bus = MemoryBus()
        worker = Worker(settings("postgresql://unused"), bus=bus, database=database)

        await worker.start()
        await worker.stop()

        assert worker.seen == ["first starts", "second starts", "second stops", "first stops"]
        assert bus.healthy()
        assert await database.ready()


async def test_what_is_missing_is_opened_and_closed_again(databases: Templates) -> None:
    async with databases.url("search:migrations") as url:
        worker = Worker(settings(url))

        await worker.start()
        database, bus = worker.opened
        assert bus.healthy()
        assert await database.ready()
        await worker.stop()

        assert not bus.healthy()
        assert database.pool.is_closing()


def settings(url: str) -> ServiceSettings:
    return ServiceSettings(environment="test", database_url=SecretStr(url))
