"""What could not be done waits, longer each time, and lets others go first.

A sweep takes the first few rows that are due. Rows that fail stay due: without this, enough of them
at the head would keep everything behind them from its turn for good.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from marketkit.backoff import pause
from marketkit.clock import Clock, SystemClock

FIRST_SECONDS: Final = 15.0
LONGEST_SECONDS: Final = 3600.0
_FORGOTTEN_AFTER: Final = timedelta(days=1)
"""What nobody has met again for so long was done by somebody else."""


@dataclass(frozen=True, slots=True)
class _Setback:
    times: int
    until: datetime


class Setbacks:
    """Of one process, in memory: after a restart everything is tried again."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._known: dict[tuple[str, Hashable], _Setback] = {}

    def waiting(self, what: str) -> list[Any]:
        """Whose turn has not come again: a sweep leaves them out of what it looks for."""
        now = self._clock.now()
        self._forget(now)
        return [
            key
            for (kind, key), setback in self._known.items()
            if kind == what and setback.until > now
        ]

    def failed(self, what: str, key: Hashable) -> None:
        before = self._known.get((what, key))
        times = before.times + 1 if before else 1
        wait = pause(times, first=FIRST_SECONDS, longest=LONGEST_SECONDS)
        self._known[what, key] = _Setback(times, self._clock.now() + wait)

    def done(self, what: str, key: Hashable) -> None:
        self._known.pop((what, key), None)

    def _forget(self, now: datetime) -> None:
        old = [key for key, one in self._known.items() if one.until < now - _FORGOTTEN_AFTER]
        for key in old:
            del self._known[key]
