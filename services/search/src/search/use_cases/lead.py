"""Writes a shared engine: one leader, a lasting cursor, a rebuild when settings change.

What a crash leaves half done is done again: the cursor moves after the index, never before it.
"""

from collections.abc import Callable, Sequence
from time import monotonic
from uuid import UUID

import structlog

from search.domain.engine import EngineUnavailableError, SharedEngine
from search.domain.language import Language
from search.store.leadership import Leadership
from search.store.progress import Cursor, Progress
from search.store.snapshots import SnapshotReader
from search.store.upkeep import Upkeep
from search.use_cases.follow import follow
from search.use_cases.rebuild import rebuild
from search.use_cases.tidy import Tidying

_STANDBY_SECONDS = 2.0
_LOOK_SECONDS = 1.0
"""How long a wish waits when nobody is woken by it."""
_UNKNOWN = ""
"""No settings have this fingerprint: whoever finds it builds the index anew."""

log = structlog.get_logger(__name__)


class LeadingIndexer:
    """Any number may run; the one that holds the lock writes."""

    def __init__(  # noqa: PLR0913 -- what one index is led with
        self,
        engine: SharedEngine,
        reader: SnapshotReader,
        progress: Progress,
        leadership: Leadership,
        language: Language,
        fingerprint: str,
        *,
        upkeep: Upkeep,
        tidying: Tidying,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._progress = progress
        self._leadership = leadership
        self._language = language
        self._fingerprint = fingerprint
        self._built_with = fingerprint
        """What the live index knows; the one that is wanted may be newer."""
        self._upkeep = upkeep
        self._tidying = tidying
        self._elapsed = elapsed
        self._seq: int | None = None
        self._ask_again_at = self._look_again_at = 0.0

    async def step(self) -> bool:
        """A background step: true when more waits."""
        if not await self._leads():
            return False
        try:
            return await self._work()
        except EngineUnavailableError:
            # Who was away may come back empty: look again before going on from the cursor.
            self._seq = None
            raise

    def relearn(self, language: Language, fingerprint: str) -> None:
        """The words have changed: with other settings, or other compounds, it is built anew."""
        if language.observed is not self._language.observed:
            self._built_with = _UNKNOWN
        self._language, self._fingerprint = language, fingerprint

    def look(self) -> None:
        """Somebody has wished for something."""
        self._look_again_at = 0.0

    async def rebuild(self) -> None:
        """Build the index anew and swap it in; the old one is kept current meanwhile."""
        await self._rebuild(self._live())

    async def _rebuild(self, live: Cursor | None) -> None:
        """`live` is what answers now; without one nothing is worth keeping."""
        wanted, former = self._fingerprint, await self._upkeep.former()
        await self._engine.sweep({former.name} if former else ())
        built = await rebuild(
            self._engine, self._reader, self._progress, self._language, meanwhile=self._between
        )
        live = self._live() or live
        await self._progress.move(built.seq, wanted)
        self._seq, self._built_with = built.seq, wanted
        if built.former and live:
            await self._upkeep.keep(built.former, live.seq, live.fingerprint)
        log.info("index_rebuilt", engine=self._engine.name, seq=built.seq)

    def _live(self) -> Cursor | None:
        return None if self._seq is None else Cursor(self._seq, self._built_with)

    async def _between(self) -> None:
        """Between two pages of a rebuild: still the one who leads, and what answers is current."""
        if not await self._leadership.confirmed():
            message = "another leads by now"
            raise EngineUnavailableError(message)
        while self._seq is not None and await self._follow():
            pass

    async def _work(self) -> bool:
        if self._seq is None:
            self._seq = await self._take_over()
            return True
        if self._built_with != self._fingerprint:
            await self.rebuild()
            return True
        if self._elapsed() >= self._look_again_at:
            self._look_again_at = self._elapsed() + _LOOK_SECONDS
            await self._grant()
            await self._tidying.step()
        return await self._follow()

    async def _take_over(self) -> int:
        cursor = await self._progress.cursor()
        live = cursor if cursor and await self._engine.healthy() else None
        if live and live.fingerprint == self._fingerprint:
            self._built_with = live.fingerprint
            return live.seq
        if live and live.fingerprint != _UNKNOWN and (seq := await self._swap_back(live)):
            return seq
        log.info("index_rebuild", engine=self._engine.name)
        # Documents of this program may be none for the other one's index: it is left as it is.
        await self._rebuild(live)
        assert self._seq is not None
        return self._seq

    async def _grant(self) -> None:
        wish = await self._upkeep.wish()
        if wish == "rebuild":
            await self.rebuild()
            await self._upkeep.done()
        if wish == "back" and (live := self._live()) and await self._swap_back(live) is None:
            log.warning("nothing_to_swap_back_to", engine=self._engine.name)
            await self._upkeep.done()

    async def _swap_back(self, live: Cursor) -> int | None:
        """To the index before the last swap, if this program can use it; what it lacks follows."""
        former = await self._upkeep.former()
        if former is None or former.fingerprint != self._fingerprint:
            return None
        # From here to the end a crash leaves doubt which index is live: then all is built anew.
        await self._upkeep.forget()
        await self._progress.move(former.seq, _UNKNOWN)
        await self._engine.swap_back(former.name)
        await self._progress.move(former.seq, former.fingerprint)
        self._seq, self._built_with = former.seq, former.fingerprint
        await self._upkeep.went_back(former.name, live.seq, live.fingerprint)
        log.info("index_swapped_back", engine=self._engine.name, seq=former.seq)
        return former.seq

    async def _follow(self) -> bool:
        assert self._seq is not None
        applied = await follow(
            self._reader, self._engine, self._progress, self._language, self._seq
        )
        if applied.seq > self._seq:
            if not await self._engine.healthy():
                message = "the index is gone, or stands there without its settings"
                raise EngineUnavailableError(message)
            if not await self._leadership.confirmed():
                await self._overtaken(applied.products)
                return False
            await self._progress.move(applied.seq, self._built_with)
            self._seq = applied.seq
        return applied.more

    async def _overtaken(self, products: Sequence[UUID]) -> None:
        """Another leads, and may have written newer states before our older ones arrived."""
        log.warning("index_leadership_lost", engine=self._engine.name, products=len(products))
        await self._progress.again(products)
        self._seq = None

    async def _leads(self) -> bool:
        if self._elapsed() < self._ask_again_at:
            return False
        if await self._leadership.held():
            return True
        self._seq = None
        self._ask_again_at = self._elapsed() + _STANDBY_SECONDS
        return False
