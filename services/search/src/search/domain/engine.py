"""What a search engine must do. Meilisearch and the embedded engine both keep this promise."""

from collections.abc import Hashable, Mapping, Sequence
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

    async def swap(self) -> None:
        """Put it in the live one's place, in one step."""
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

    async def begin_rebuild(self, language: Language) -> Rebuild:
        """Start a fresh index with the language's settings."""
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


class Answers(Protocol):
    """Whoever answers queries, be it one engine or two."""

    @property
    def state(self) -> Hashable:
        """Changes whenever answers may have."""
        ...

    async def search(self, query: SearchQuery) -> SearchResult:
        """Raises EngineUnavailableError."""
        ...
