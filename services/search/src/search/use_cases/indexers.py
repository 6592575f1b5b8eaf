"""The two followers: of an engine inside this process, and of one that outlives it."""

from collections.abc import Sequence
from time import monotonic
from uuid import UUID

import structlog

from search.domain.engine import EngineUnavailableError, SearchEngine
from search.domain.language import Language
from search.store.leadership import Leadership
from search.store.progress import Progress
from search.store.snapshots import SnapshotReader
from search.use_cases.follow import follow
from search.use_cases.rebuild import rebuild

POLL_SECONDS = 0.15
"""For whoever missed the notice."""
_STANDBY_SECONDS = 2.0

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
            self._seq = await rebuild(
                self._engine,
                self._reader,
                self._parking,
                self._language,
                meanwhile=self._keep_current if self._seq is not None else None,
            )
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


class LeadingIndexer:
    """Writes a shared engine: one leader, a lasting cursor, a rebuild when settings change."""

    def __init__(
        self,
        engine: SearchEngine,
        reader: SnapshotReader,
        progress: Progress,
        leadership: Leadership,
        language: Language,
        fingerprint: str,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._progress = progress
        self._leadership = leadership
        self._language = language
        self._fingerprint = fingerprint
        self._built_with = fingerprint
        """What the live index knows; the one that is wanted may be newer."""
        self._seq: int | None = None
        self._ask_again_at = 0.0

    async def step(self) -> bool:
        """A background step: true when more waits."""
        if not await self._leads():
            return False
        try:
            if self._seq is not None and self._built_with != self._fingerprint:
                await self.rebuild()
                return True
            if self._seq is None:
                self._seq = await self._take_over()
                return True
            return await self._follow()
        except EngineUnavailableError:
            # Who was away may come back empty: look again before going on from the cursor.
            self._seq = None
            raise

    def relearn(self, language: Language, fingerprint: str) -> None:
        """The words have changed: with other settings the index is built anew."""
        self._language, self._fingerprint = language, fingerprint

    async def rebuild(self) -> None:
        """Build the index anew and swap it in; the old one is kept current meanwhile."""
        wanted = self._fingerprint
        seq = await rebuild(
            self._engine,
            self._reader,
            self._progress,
            self._language,
            meanwhile=self._keep_current if self._seq is not None else None,
        )
        await self._progress.move(seq, wanted)
        self._seq, self._built_with = seq, wanted

    async def _take_over(self) -> int:
        cursor = await self._progress.cursor()
        if cursor and cursor.fingerprint == self._fingerprint and await self._engine.healthy():
            self._built_with = cursor.fingerprint
            return cursor.seq
        log.info("index_rebuild", engine=self._engine.name)
        await self.rebuild()
        assert self._seq is not None
        return self._seq

    async def _follow(self) -> bool:
        assert self._seq is not None
        applied = await follow(
            self._reader, self._engine, self._progress, self._language, self._seq
        )
        if applied.seq > self._seq:
            await self._progress.move(applied.seq, self._built_with)
            self._seq = applied.seq
        return applied.more

    async def _keep_current(self) -> None:
        while await self._follow():
            pass

    async def _leads(self) -> bool:
        if monotonic() < self._ask_again_at:
            return False
        if await self._leadership.held():
            return True
        self._seq = None
        self._ask_again_at = monotonic() + _STANDBY_SECONDS
        return False
