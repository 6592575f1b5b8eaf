"""One physical tantivy index: its writer, its searchers, its folder."""

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from uuid import UUID

import tantivy
from tantivy import Query

from search.domain.document import ProductDocument
from search.domain.engine import BatchRejectedError
from search.domain.geo import Point
from search.domain.ranking import Ranking
from search.index.embedded.documents import stored_payload, to_tantivy, version_of
from search.index.embedded.reader import Reader
from search.index.embedded.schema import build_schema, register_tokenizers

LEAST_BYTES = 15_000_000
"""The least a writer takes: the whole demo must stay small."""
_MOST_BYTES = 1_000_000_000
_BYTES_EACH = 3_000
"""What a document takes of the writer until it is committed."""
_NO_ID = UUID(int=0)


def writer_bytes(documents: int) -> int:
    """Enough to write so many in one go: each segment more makes every question slower."""
    return min(_MOST_BYTES, max(LEAST_BYTES, documents * _BYTES_EACH))


class PhysicalIndex:
    """Searched by `reader`, which is made anew after each write."""

    def __init__(self, folder: Path | None, ranking: Ranking, *, expected: int = 0) -> None:
        """`expected` documents will be filled in, and committed by `settle`."""
        self.folder = folder
        self.ranking = ranking
        self.schema = build_schema()
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        path = str(folder) if folder else None
        self.index = tantivy.Index(self.schema, path=path, reuse=False)
        register_tokenizers(self.index)
        self._writer = self.index.writer(writer_bytes(expected), 1)
        # A cancelled task leaves its thread writing: `lock` is free then, this one is not.
        self._thread_lock = Lock()
        self._highest = _NO_ID
        self.positions: dict[str, Point] = {}
        self.lock = asyncio.Lock()
        self.reader = Reader(self.index, self.schema, self.positions, self.ranking)

    def write(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        """Write and commit. Blocking; run in a thread, one at a time."""
        with self._thread_lock:
            self._add(upserts, deletes)
            self._writer.commit()
            self.index.reload()

    def fill(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        """The same without a commit, for an index that nobody asks yet."""
        with self._thread_lock:
            self._add(upserts, deletes)

    def settle(self) -> None:
        """Commit what was filled in, and go on with a writer that needs little."""
        with self._thread_lock:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = self.index.writer(LEAST_BYTES, 1)
            self.index.reload()

    def _add(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        try:
            made = [to_tantivy(document, self.schema) for document in upserts]
        except (ValueError, TypeError, OverflowError) as error:
            raise BatchRejectedError(str(error)) from error
        for gone in deletes:
            self._writer.delete_documents_by_term("id", str(gone))
        for document, entry in zip(upserts, made, strict=True):
            # A rebuild comes in the order of ids: what is higher than all is new.
            if document.id <= self._highest:
                self._writer.delete_documents_by_term("id", str(document.id))
            else:
                self._highest = document.id
            self._writer.add_document(entry)

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
