"""What happens when a shop does not answer an order: reminded, looked after, answered for.

Only the time counts in which the shop is open; whoever orders on Saturday night does not wake it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from marketkit.pickup.away import Away
from marketkit.pickup.windows import day_of, windows

_LOOKED_AHEAD = 21
_UNKNOWN_HOURS = timedelta(days=3)
"""For a shop whose hours nobody can read, or that is away for weeks."""
_AT_LEAST = timedelta(minutes=15)
_TO_LOOK = 15
"""In open minutes: so long it takes to see what has come in the night."""

REMINDED, ALARMED, DECLINED = 1, 2, 3
"""How many steps have happened."""

REASON = (
    "Der Laden hat sich nicht rechtzeitig gemeldet. Damit Sie nicht umsonst warten oder kommen, "
    "haben wir seinen Teil der Bestellung für Sie aufgehoben."
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that a shop has seen and not answered, and how the shop works."""

    opened_at: datetime
    slot_start: datetime
    opening_hours: str
    away: Away
    preparation_minutes: int
    promise_minutes: int


@dataclass(frozen=True, slots=True)
class Watch:
    """When the shop is reminded, when somebody looks after it, when its part is given up."""

    remind_at: datetime
    alarm_at: datetime
    decline_at: datetime

    def next_after(self, stage: int) -> datetime | None:
        return (self.remind_at, self.alarm_at, self.decline_at, None)[stage]


def watch(waiting: Waiting, limit_minutes: int) -> Watch:
    """The promise once: a reminder; twice: an alarm; the region's limit: given up.

    Given up at the latest when the shop could not prepare it any more, though never before
    it has been open; what comes before then moves closer, so that it is warned in any case.
    """
    opened = waiting.opened_at.astimezone(UTC)
    last = waiting.slot_start - timedelta(minutes=waiting.preparation_minutes)
    limit = max(limit_minutes, 2 * waiting.promise_minutes)
    decline_at = max(min(open_after(waiting, limit), last), opened + _AT_LEAST)
    looked = open_after(waiting, _TO_LOOK)
    if looked <= waiting.slot_start + _AT_LEAST:
        # Ordered in the night for the moment it opens: nobody was there to see it.
        decline_at = max(decline_at, looked)
    third = (decline_at - opened) / 3
    return Watch(
        min(open_after(waiting, waiting.promise_minutes), opened + third),
        min(open_after(waiting, 2 * waiting.promise_minutes), opened + 2 * third),
        decline_at,
    )


def open_after(waiting: Waiting, minutes: int) -> datetime:
    """The moment at which the shop has been open for so many minutes since it saw the order."""
    left = timedelta(minutes=minutes)
    opened = waiting.opened_at.astimezone(UTC)
    for span in windows(
        waiting.opening_hours, day_of(waiting.opened_at), waiting.away, _LOOKED_AHEAD
    ):
        begin = max(span.start_utc, opened)
        length = span.end.astimezone(UTC) - begin
        if length >= left:
            return begin + left
        left -= max(length, timedelta())
    return opened + _UNKNOWN_HOURS
