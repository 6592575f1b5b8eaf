"""What invented people searched for: told to the search's own log, as if they had."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from marketkit.clock import Clock
from marketkit.db import Database
from search.domain.demand import Searched, Sought
from search.use_cases.demand_log import DemandLog

from onebox.seed.happenings import SeedSearch

_WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True)
class _Earlier:
    """The clock as it stood some weeks ago."""

    clock: Clock
    by: timedelta

    def now(self) -> datetime:
        return self.clock.now() - self.by


async def note_searches(searches: Iterable[SeedSearch], database: Database, clock: Clock) -> None:
    """Told twice, people are still counted once: their marks are the same."""
    found = list(searches)
    for weeks in sorted({one.weeks_ago for one in found}):
        log = DemandLog(database, _Earlier(clock, weeks * _WEEK))
        for one in found:
            if one.weeks_ago == weeks:
                _note(log, one)
        await log.flush_all()


def _note(log: DemandLog, one: SeedSearch) -> None:
    sought = Sought(one.term, one.municipality)
    for number in range(one.searches):
        who = f"{one.term} {one.municipality} {number % one.people}"
        mark = hashlib.sha256(who.encode()).hexdigest()[:32]
        log.note(Searched(sought, number < one.found_nothing), mark)
