"""One migrated template per service, one cheap copy per test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from marketkit.clock import new_id
from marketkit.db import Database, migrate

from tests.support.servers import Postgres


class Templates:
    """Migrates each service once per test run; copies are made by PostgreSQL in milliseconds."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._ready: set[str] = set()

    async def copy(self, location: str) -> str:
        """The address of a fresh database at the head of `location`'s migrations."""
        template = f"template_{location.split(':', maxsplit=1)[0].replace('.', '_')}"
        if template not in self._ready:
            await migrate(await self._server.create(template), location)
            self._ready.add(template)
        return await self._server.create(f"t{new_id().hex}", template)

    async def drop(self, url: str) -> None:
        await self._server.drop(url.rsplit("/", 1)[1])

    @asynccontextmanager
    async def url(self, location: str) -> AsyncIterator[str]:
        address = await self.copy(location)
        try:
            yield address
        finally:
            await self.drop(address)

    @asynccontextmanager
    async def database(self, location: str, *, pool_size: int = 10) -> AsyncIterator[Database]:
        async with self.url(location) as address:
            database = await Database.open(address, pool_size=pool_size)
            try:
                yield database
            finally:
                await database.close()
