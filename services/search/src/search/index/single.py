"""One engine alone, with the same face as the pair."""

from collections.abc import Hashable

from search.domain.engine import SearchEngine
from search.domain.query import SearchQuery
from search.domain.result import SearchResult


class SingleEngine:
    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    @property
    def state(self) -> Hashable:
        return self._engine.name, self._engine.generation

    async def search(self, query: SearchQuery) -> SearchResult:
        return await self._engine.search(query)
