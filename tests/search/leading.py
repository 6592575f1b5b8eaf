"""A shared index with its leader, driven step by step: what the worker does, without its clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import meilisearch
from marketkit.clock import SystemClock
from marketkit.db import Database
from search.index.meili.engine import MeiliEngine
from search.index.meili.settings import fingerprint
from search.invariants import check_index
from search.store.leadership import Leadership
from search.store.progress import Progress
from search.store.snapshots import SnapshotReader
from search.store.upkeep import Upkeep
from search.use_cases.lead import LeadingIndexer
from search.use_cases.tidy import Tidying

from tests.conftest import FixedClock
from tests.search.shelf import LANGUAGE


@dataclass
class Led:
    """An index with its leader, driven step by step."""

    database: Database
    url: str
    engine: MeiliEngine
    upkeep: Upkeep
    leader: LeadingIndexer
    leadership: Leadership

    async def settle(self) -> None:
        """Until nothing waits, wishes included."""
        self.leader.look()
        while await self.leader.step():
            pass

    async def whole(self) -> bool:
        return await check_index(self.database, self.engine) == []

    async def names(self) -> list[str]:
        listed = await asyncio.to_thread(self.client.get_indexes)
        return sorted(index.uid for index in listed["results"])

    @property
    def client(self) -> Any:
        return meilisearch.Client(self.url)


@asynccontextmanager
async def led(
    database: Database, url: str, settings: str = "", clock: FixedClock | None = None
) -> AsyncIterator[Led]:
    """By a release whose settings have this fingerprint."""
    engine = MeiliEngine(url)
    await engine.open()
    upkeep = Upkeep(database.pool, engine.name)
    leadership = Leadership(database.pool, engine.name)
    leader = LeadingIndexer(
        engine,
        SnapshotReader(database.pool),
        Progress(database.pool, engine.name),
        leadership,
        LANGUAGE,
        settings or fingerprint(LANGUAGE),
        upkeep=upkeep,
        tidying=Tidying(engine, upkeep, clock or FixedClock(SystemClock().now())),
    )
    try:
        yield Led(database, url, engine, upkeep, leader, leadership)
    finally:
        await leadership.give_up()
        await engine.close()
