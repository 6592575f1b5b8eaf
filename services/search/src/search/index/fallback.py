"""Meilisearch answers; while it cannot, the embedded engine does, and says so."""

from collections.abc import Hashable

import structlog

from search.domain.engine import EngineUnavailableError, SearchEngine
from search.domain.query import SearchQuery
from search.domain.result import SearchResult

PROBE_SECONDS = 0.5

log = structlog.get_logger(__name__)


class FallbackEngine:
    """A circuit breaker: after one failure nobody waits for the first engine any more.

    `probe` runs in the background and closes the circuit as soon as the first engine answers.
    """

    def __init__(self, first: SearchEngine, second: SearchEngine) -> None:
        self._first = first
        self._second = second
        self._is_open = False

    @property
    def state(self) -> Hashable:
        """Changes whenever answers may have."""
        engine = self._second if self._is_open else self._first
        return engine.name, engine.generation

    async def search(self, query: SearchQuery) -> SearchResult:
        """Raises EngineUnavailableError when neither answers."""
        if not self._is_open:
            try:
                return await self._first.search(query)
            except EngineUnavailableError as error:
                log.warning("engine_degraded", engine=self._first.name, error=str(error))
                self._is_open = True
        return (await self._second.search(query)).as_degraded()

    async def probe(self) -> bool:
        """A background step: never more to do at once."""
        if self._is_open and await self._first.healthy():
            log.info("engine_recovered", engine=self._first.name)
            self._is_open = False
        return False
