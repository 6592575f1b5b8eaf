"""Keeps the directory of shops as current as the snapshots are."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from marketkit.clock import Clock

from search.domain.directory import ShopDirectory
from search.domain.document import ShopSnapshot
from search.domain.timetable import Known
from search.store.shops import ShopReader

LOOK_SECONDS = 2.0
"""How long a change may go unseen when its notice was lost."""


class DirectoryKeeper:
    """Reads only what has changed; `publish` is called with each new directory."""

    def __init__(
        self, reader: ShopReader, clock: Clock, publish: Callable[[ShopDirectory], None]
    ) -> None:
        self._reader = reader
        self._clock = clock
        self._publish = publish
        self._shops: dict[UUID, ShopSnapshot] = {}
        self._seen: dict[UUID, int] = {}
        self._known: Known = {}
        self._directory: ShopDirectory | None = None

    async def step(self) -> bool:
        """A background step: never more to do at once."""
        mark = await self._reader.mark()
        now = self._clock.now()
        if self._directory is None or self._directory.version != mark:
            for state in await self._reader.changed(self._seen):
                self._shops[state.shop.id] = state.shop
                self._seen[state.shop.id] = state.seq
            fresh = ShopDirectory(self._shops.values(), mark, self._known)
            await asyncio.to_thread(fresh.prepare, now)
            self._directory = fresh
            self._publish(fresh)
        elif not self._directory.is_prepared(now):
            await asyncio.to_thread(self._directory.prepare, now)
        return False
