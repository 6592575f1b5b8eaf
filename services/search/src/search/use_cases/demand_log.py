"""Notes searches in memory, and writes them down in batches: no request ever waits for it."""

import re
from dataclasses import dataclass, field
from typing import Final

import structlog
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.db.outages import OUTAGES
from marketkit.weeks import end_of_week, week_of

from search.domain.demand import Searched, Sought
from search.store import demand

FLUSH_SECONDS: Final = 10.0
_MOST_NOTED: Final = 50_000
_AT_ONCE: Final = 500
_MARK = re.compile(r"[0-9a-f]{32}").fullmatch

_Key = tuple[str, Sought]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Count:
    searches: int = 0
    found_nothing: int = 0
    marks: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        return 1 + len(self.marks)


class DemandLog:
    """Of a flood beyond `most` the rest is forgotten: it is no demand either."""

    def __init__(self, database: Database, clock: Clock, *, most: int = _MOST_NOTED) -> None:
        self._database = database
        self._clock = clock
        self._room = most
        self._noted: dict[_Key, _Count] = {}
        self._week = ""
        self._week_ends = clock.now()

    def note(self, searched: Searched, mark: str | None) -> None:
        """A public search carries a mark of who searched; without one it was no person's."""
        if mark is None or self._room <= 0 or not _MARK(mark):
            return
        now = self._clock.now()
        if now >= self._week_ends:
            self._week, self._week_ends = week_of(now), end_of_week(now)
        key = (self._week, searched.sought)
        count = self._noted.get(key)
        if count is None:
            count = self._noted[key] = _Count()
            self._room -= 1
        count.searches += 1
        count.found_nothing += searched.found_nothing
        if mark not in count.marks:
            count.marks.add(mark)
            self._room -= 1

    async def flush(self) -> bool:
        """Write down the oldest notes; answers whether there are more.

        Should the answer to a commit get lost, the batch is written again: searches may then be
        counted twice, people never are.
        """
        batch = self._take()
        if not batch:
            return False
        try:
            async with self._database.transaction() as tx:
                await demand.add(tx, [_line(*item) for item in batch.items()])
        except BaseException:  # a cancelled flush keeps its notes too
            self._give_back(batch)
            raise
        return bool(self._noted)

    async def flush_all(self) -> None:
        """Before the program ends; without a database what is left is lost, and that is all."""
        try:
            while await self.flush():
                pass
        except OUTAGES as away:
            log.warning("demand_lost", error=repr(away))

    def _take(self) -> dict[_Key, _Count]:
        keys = [key for key, _ in zip(self._noted, range(_AT_ONCE), strict=False)]
        batch = {key: self._noted.pop(key) for key in keys}
        self._room += sum(count.size for count in batch.values())
        return batch

    def _give_back(self, batch: dict[_Key, _Count]) -> None:
        for key, count in batch.items():
            meanwhile = self._noted.get(key, _Count())
            self._room += meanwhile.size if key in self._noted else 0
            count.searches += meanwhile.searches
            count.found_nothing += meanwhile.found_nothing
            count.marks |= meanwhile.marks
            self._noted[key] = count
            self._room -= count.size


def _line(key: _Key, count: _Count) -> demand.Line:
    week, what = key
    return demand.Line(week, what, count.searches, count.found_nothing, tuple(count.marks))
