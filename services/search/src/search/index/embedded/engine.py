"""The embedded engine: one tantivy index in memory or in a folder; disposable, never the truth."""

import asyncio
import itertools
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from search.domain.document import ProductDocument
from search.domain.language import Language
from search.domain.query import SearchQuery
from search.domain.ranking import Ranking, even_ranking
from search.domain.result import SearchResult
from search.index.embedded.physical import PhysicalIndex

INLINE_UP_TO = 200_000
"""Documents up to which answering at once beats a thread: it would wait for the interpreter's lock
after each step, and with sixteen asking at once all of them for a third longer."""
_WORDS_INLINE = 4
"""A dozen misspelt words take half a second, however few goods: others are answered meanwhile."""


class EmbeddedEngine:
    """`folder=None` keeps the index in memory."""

    name = "embedded"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._store: PhysicalIndex | None = None
        self.generation = 0

    async def open(self) -> None:
        if self._store is None:
            self._store = await asyncio.to_thread(self._new_store, even_ranking(), clean=True)

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        if upserts or deletes:
            store = self._live
            async with store.lock:
                await asyncio.to_thread(store.write, upserts, deletes)
                store.refresh(upserts)
        self.generation += 1

    async def begin_rebuild(self, language: Language, expected: int = 0) -> "EmbeddedRebuild":
        """Words live in the documents and queries; of the language only the ranking is kept."""
        fresh = await asyncio.to_thread(self._new_store, language.ranking, expected=expected)
        return EmbeddedRebuild(self, fresh)

    async def search(self, query: SearchQuery) -> SearchResult:
        store = self._live
        is_few = store.index.searcher().num_docs <= INLINE_UP_TO
        if is_few and len(query.units) <= _WORDS_INLINE:
            return store.reader.answer(query)
        return await asyncio.to_thread(store.reader.answer, query)

    async def count(self) -> int:
        return int(self._live.index.searcher().num_docs)

    async def versions(self) -> Mapping[UUID, int]:
        return await asyncio.to_thread(self._live.all_versions)

    async def healthy(self) -> bool:
        return self._store is not None

    async def close(self) -> None:
        store, self._store = self._store, None
        if store:
            async with store.lock:
                await asyncio.to_thread(store.close)

    async def take(self, fresh: PhysicalIndex) -> None:
        """Let a rebuilt index answer from now on."""
        old, self._store = self._live, fresh
        self.generation += 1
        async with old.lock:
            await asyncio.to_thread(old.close)

    @property
    def _live(self) -> PhysicalIndex:
        if self._store is None:
            message = "open() first"
            raise RuntimeError(message)
        return self._store

    def _new_store(
        self, ranking: Ranking, *, expected: int = 0, clean: bool = False
    ) -> PhysicalIndex:
        if self._folder and clean:
            # Whatever a former process left is older than the snapshots are.
            shutil.rmtree(self._folder, ignore_errors=True)
        folder = self._folder / str(next(self._numbers)) if self._folder else None
        return PhysicalIndex(folder, ranking, expected=expected)


class EmbeddedRebuild:
    """A second index beside the live one."""

    def __init__(self, engine: EmbeddedEngine, store: PhysicalIndex) -> None:
        self._engine = engine
        self._store = store

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        """Seen by nobody before the swap, so nothing is committed: one large segment remains."""
        async with self._store.lock:
            await asyncio.to_thread(self._store.fill, upserts, deletes)
        for document in upserts:
            self._store.positions[document.card.shop.id] = document.position

    async def swap(self) -> None:
        """Nothing is kept: it is built again from the snapshots in little time."""
        async with self._store.lock:
            await asyncio.to_thread(self._store.settle)
            self._store.refresh(())
        await self._engine.take(self._store)

    async def discard(self) -> None:
        await asyncio.to_thread(self._store.close)
