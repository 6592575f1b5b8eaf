"""What a search engine must do. Meilisearch and the embedded engine both keep this promise."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from search.domain.document import ProductDocument
from search.domain.language import Language
from search.domain.query import SearchQuery
from search.domain.result import SearchResult


class EngineUnavailableError(Exception):
    """The engine does not answer now; nothing is lost, try again."""


class BatchRejectedError(Exception):
    """The engine answered and refuses these documents: trying them again alike is no use."""


class IndexWriter(Protocol):
    """Takes changes; each may be repeated."""

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        """Insert or replace, and remove; returns when a search sees it.

        Raises EngineUnavailableError or BatchRejectedError.
        """
        ...


class Rebuild(IndexWriter, Protocol):
    """A fresh index beside the live one. Changes go to both until the swap."""

    async def swap(self) -> str | None:
        """Put it in the live one's place, in one step; the name under which that one is kept."""
        ...

    async def discard(self) -> None:
        """Give it up; the live one stays."""
        ...


class SearchEngine(IndexWriter, Protocol):
    """An index that is queried while it is written."""

    name: str
    generation: int
    """Rises whenever answers may have changed; what a cached answer is keyed by."""

    async def open(self) -> None:
        """Create what must be there before anything else; safe to repeat."""
        ...

    async def begin_rebuild(self, language: Language, expected: int = 0) -> Rebuild:
        """Start a fresh index with the language's settings, for about so many documents."""
        ...

    async def search(self, query: SearchQuery) -> SearchResult:
        """Raises EngineUnavailableError."""
        ...

    async def count(self) -> int:
        """Documents in the index."""
        ...

    async def versions(self) -> Mapping[UUID, int]:
        """Every id with the version that is indexed; for checks, not for requests."""
        ...

    async def healthy(self) -> bool: ...

    async def close(self) -> None: ...


class SharedEngine(SearchEngine, Protocol):
    """One that outlives the processes that write it, and keeps what was before a swap."""

    async def swap_back(self, former: str) -> None:
        """Let the former index answer again; the live one takes its name."""
        ...

    async def sweep(self, keep: Collection[str]) -> None:
        """Delete what rebuilds have left behind, but for the indexes of these names."""
        ...

    async def forget_tasks(self, before: datetime) -> None:
        """Delete what the engine remembers of work that had ended by then."""
        ...


class Answers(Protocol):
    """Whoever answers queries, be it one engine or two."""

    @property
    def state(self) -> Hashable:
        """Changes whenever answers may have."""
        ...

    async def search(self, query: SearchQuery) -> SearchResult:
        """Raises EngineUnavailableError."""
        ...
