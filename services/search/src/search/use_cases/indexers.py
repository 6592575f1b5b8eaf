"""Keeps the engine inside this process current; `lead.py` does it for one that is shared."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from search.domain.engine import SearchEngine
from search.domain.language import Language
from search.store.snapshots import SnapshotReader
from search.use_cases.follow import follow
from search.use_cases.rebuild import rebuild

POLL_SECONDS = 0.15
"""For whoever missed the notice."""

log = structlog.get_logger(__name__)


class NoParking:
    """An index that is thrown away with the process only logs what it refuses."""

    async def park(self, product_id: UUID, seq: int, reason: str) -> None:
        log.warning("document_left_out", product_id=str(product_id), seq=seq, reason=reason)

    async def unpark(self, product_ids: Sequence[UUID]) -> None:
        del product_ids


class InProcessIndexer:
    """Fills the embedded engine at the start, then follows; every process for itself."""

    def __init__(self, engine: SearchEngine, reader: SnapshotReader, language: Language) -> None:
        self._engine = engine
        self._reader = reader
        self._language = language
        self._parking = NoParking()
        self._seq: int | None = None
        self._is_outdated = False

    @property
    def is_filled(self) -> bool:
        return self._seq is not None

    def relearn(self, language: Language) -> None:
        """The words have changed: build the index anew, which answers and follows meanwhile."""
        self._language = language
        self._is_outdated = True

    async def step(self) -> bool:
        """A background step: true when more waits."""
        if self._seq is None or self._is_outdated:
            await self._build()
            return True
        return await self._follow(self._seq)

    async def _build(self) -> None:
        self._is_outdated = False
        try:
            built = await rebuild(
                self._engine,
                self._reader,
                self._parking,
                self._language,
                meanwhile=self._keep_current if self._seq is not None else None,
            )
            self._seq = built.seq
        except BaseException:
            self._is_outdated = True
            raise

    async def _keep_current(self) -> None:
        assert self._seq is not None
        while await self._follow(self._seq):
            pass

    async def _follow(self, since: int) -> bool:
        applied = await follow(self._reader, self._engine, self._parking, self._language, since)
        self._seq = applied.seq
        return applied.more
