"""The embedded engine: one tantivy index in memory or in a folder; disposable, never the truth."""

import asyncio
import itertools
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from uuid import UUID

import tantivy
from tantivy import Query

from search.domain.document import ProductDocument
from search.domain.engine import BatchRejectedError
from search.domain.geo import Point
from search.domain.language import Language
from search.domain.query import SearchQuery
from search.domain.ranking import Ranking, even_ranking
from search.domain.result import SearchResult
from search.index.embedded.documents import stored_payload, to_tantivy, version_of
from search.index.embedded.reader import Reader
from search.index.embedded.schema import build_schema, register_tokenizers

WRITER_BYTES = 15_000_000
"""The least tantivy takes: the whole demo must stay small."""
INLINE_UP_TO = 20_000
"""Documents below which a query is quicker than handing it to a thread."""


class _Store:
    """One physical index with its writer."""

    def __init__(self, folder: Path | None, ranking: Ranking) -> None:
        self.folder = folder
        self.ranking = ranking
        self.schema = build_schema()
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        path = str(folder) if folder else None
        self.index = tantivy.Index(self.schema, path=path, reuse=False)
        register_tokenizers(self.index)
        self._writer = self.index.writer(WRITER_BYTES, 1)
        # A cancelled task leaves its thread writing: `lock` is free then, this one is not.
        self._thread_lock = Lock()
        self.positions: dict[str, Point] = {}
        self.lock = asyncio.Lock()
        self.reader = Reader(self.index, self.schema, self.positions, self.ranking)

    def write(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        """Blocking; run in a thread, one at a time."""
        with self._thread_lock:
            try:
                self._write(upserts, deletes)
            except (ValueError, TypeError, OverflowError) as error:
                self._writer.rollback()
                raise BatchRejectedError(str(error)) from error
            self.index.reload()

    def _write(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        for gone in deletes:
            self._writer.delete_documents_by_term("id", str(gone))
        for document in upserts:
            self._writer.delete_documents_by_term("id", str(document.id))
            self._writer.add_document(to_tantivy(document, self.schema))
        self._writer.commit()

    def refresh(self, upserts: Sequence[ProductDocument]) -> None:
        """Back on the event loop, where readers are."""
        for document in upserts:
            self.positions[document.card.shop.id] = document.position
        self.reader = Reader(self.index, self.schema, self.positions, self.ranking)

    def all_versions(self) -> dict[UUID, int]:
        searcher = self.index.searcher()
        found = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False)
        payloads = (stored_payload(searcher, address) for _, address in found.hits)
        return {UUID(key): version for key, version in map(version_of, payloads)}

    def close(self) -> None:
        """Blocking, like `write`, whose end it waits for."""
        with self._thread_lock:
            self._writer.wait_merging_threads()
            if self.folder:
                shutil.rmtree(self.folder, ignore_errors=True)


class EmbeddedEngine:
    """`folder=None` keeps the index in memory."""

    name = "embedded"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._store: _Store | None = None
        self.generation = 0

    async def open(self) -> None:
        if self._store is None:
            self._store = await asyncio.to_thread(self._new_store, even_ranking(), clean=True)

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        await _apply(self._live, upserts, deletes)
        self.generation += 1

    async def begin_rebuild(self, language: Language) -> "EmbeddedRebuild":
        """Words live in the documents and queries; of the language only the ranking is kept."""
        return EmbeddedRebuild(self, await asyncio.to_thread(self._new_store, language.ranking))

    async def search(self, query: SearchQuery) -> SearchResult:
        store = self._live
        if store.index.searcher().num_docs <= INLINE_UP_TO:
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

    async def take(self, fresh: _Store) -> None:
        """Let a rebuilt index answer from now on."""
        old, self._store = self._live, fresh
        self.generation += 1
        async with old.lock:
            await asyncio.to_thread(old.close)

    @property
    def _live(self) -> _Store:
        if self._store is None:
            message = "open() first"
            raise RuntimeError(message)
        return self._store

    def _new_store(self, ranking: Ranking, *, clean: bool = False) -> _Store:
        if self._folder and clean:
            # Whatever a former process left is older than the snapshots are.
            shutil.rmtree(self._folder, ignore_errors=True)
        folder = self._folder / str(next(self._numbers)) if self._folder else None
        return _Store(folder, ranking)


class EmbeddedRebuild:
    """A second index beside the live one."""

    def __init__(self, engine: EmbeddedEngine, store: _Store) -> None:
        self._engine = engine
        self._store = store

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        await _apply(self._store, upserts, deletes)

    async def swap(self) -> None:
        """Nothing is kept: it is built again from the snapshots in little time."""
        await self._engine.take(self._store)

    async def discard(self) -> None:
        await asyncio.to_thread(self._store.close)


async def _apply(
    store: _Store, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]
) -> None:
    if not upserts and not deletes:
        return
    async with store.lock:
        await asyncio.to_thread(store.write, upserts, deletes)
        store.refresh(upserts)
