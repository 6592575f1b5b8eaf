"""Time and identifiers, as arguments."""

import os
import time
from datetime import UTC, datetime
from typing import Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

HERE: Final = ZoneInfo("Europe/Berlin")
"""The time on the region's own clocks and calendars."""

_RANDOM_BITS = 74


class Clock(Protocol):
    """Tells the time; tests pass a fixed one."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): ordered by creation time, so index pages fill in order."""
    milliseconds = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10)) >> (80 - _RANDOM_BITS)
    rand_a, rand_b = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(
        int=(milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | rand_a << 64 | 2 << 62 | rand_b
    )
