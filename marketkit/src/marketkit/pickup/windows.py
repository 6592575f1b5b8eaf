"""Pickup windows of one hour, from opening hours, public holidays and preparation time.

Times are stepped in UTC: a day with 23 or 25 hours then has that many windows, none of them
twice. A window is named by its start in the shop's own time, with its offset.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays
from opening_hours import OpeningHours, State
from opening_hours.opening_hours import ParserError

from marketkit.clock import HERE
from marketkit.pickup.away import NEVER, Away

DAYS_AHEAD = 7
WINDOW = timedelta(hours=1)
SHORTEST = timedelta(minutes=30)
_HOLIDAY_RULE = re.compile(r"\bPH\b")
_CHRISTMAS_EVE_CLOSING = time(14)

Span = tuple[datetime, datetime]
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A pickup window on the region's clocks; `end` is the first moment after it."""

    start: datetime
    end: datetime
    start_utc: datetime = field(init=False, repr=False)
    """Compares quicker than a time with a named zone."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "start_utc", self.start.astimezone(UTC))

    @property
    def id(self) -> str:
        """The start as text is how a slot is named in requests and answers."""
        return self.start.isoformat()


def day_of(now: datetime) -> date:
    """The day on the shops' own calendar."""
    return now.astimezone(HERE).date()


def earliest(now: datetime, preparation_minutes: int) -> datetime:
    """The first moment at which an order placed now can be ready."""
    return now + timedelta(minutes=preparation_minutes)


def is_readable(opening_hours: str) -> bool:
    """Whether the text says times in the way OpenStreetMap writes them."""
    try:
        OpeningHours(opening_hours)
    except ParserError:
        return False
    return True


def slots(
    opening_hours: str, preparation_minutes: int, now: datetime, away: Away = NEVER
) -> Sequence[Slot]:
    """The windows of the next seven days that can still be chosen, in order."""
    found = windows(opening_hours, day_of(now), away)
    return found[first_choosable(found, preparation_minutes, now) :]


def first_choosable(found: Sequence[Slot], preparation_minutes: int, now: datetime) -> int:
    """Where in the windows those begin that leave time to prepare."""
    return bisect_left(found, earliest(now, preparation_minutes), key=_start)


def find_slot(
    opening_hours: str,
    preparation_minutes: int,
    now: datetime,
    start: datetime,
    away: Away = NEVER,
) -> Slot | None:
    """The offered window that begins at `start`, if it may still be chosen."""
    found = windows(opening_hours, day_of(now), away)
    index = bisect_left(found, start, key=_start)
    offered = index < len(found) and found[index].start == start
    in_time = start >= earliest(now, preparation_minutes)
    return found[index] if offered and in_time else None


@lru_cache(maxsize=4096)
def windows(
    opening_hours: str, today: date, away: Away = NEVER, days: int = DAYS_AHEAD
) -> tuple[Slot, ...]:
    """All of the day and the next seven, past ones included; computed once a day and shop.

    Empty when the hours are missing or unreadable; none touches a day on which it is closed.
    """
    try:
        found = _windows(opening_hours, today, away, days)
    except ParserError:
        return ()
    return tuple(sorted(set(found), key=_start))


def _start(slot: Slot) -> datetime:
    return slot.start_utc


def _windows(opening_hours: str, today: date, away: Away, ahead: int) -> list[Slot]:
    days = [today + timedelta(days=n) for n in range(ahead + 1)]
    return [
        slot
        for day in days
        for start, end in _spans_of(opening_hours, day, away)
        for slot in hourly(start, end)
        if not is_closed(slot, away)
    ]


def is_holiday(day: date) -> bool:
    """One of Saxony-Anhalt's."""
    return day in _all_holidays(day.year)


def holiday_name(day: date) -> str | None:
    """What is celebrated: `Karfreitag`; None on other days."""
    return _all_holidays(day.year).get(day)


def is_closed(slot: Slot, away: Away) -> bool:
    """Also when it only ends on such a day: shops may be open past midnight."""
    last_day = (slot.end - _INSTANT).date()
    return bool(away.closure_on(slot.start.date()) or away.closure_on(last_day))


def _spans_of(opening_hours: str, day: date, away: Away) -> Iterable[Span]:
    """The usual hours, unless the shop has said others for this very day."""
    own = away.hours_on(day)
    if own is not None:
        return _closed_early(day, [_span(day, opens, closes) for opens, closes in own])
    return _spans_on(opening_hours, day) if opening_hours.strip() else []


def _span(day: date, opens: str, closes: str) -> Span:
    midnight = datetime.combine(day + timedelta(days=1), time(), HERE)
    begin = datetime.combine(day, time.fromisoformat(opens), HERE)
    whole = closes == "24:00"
    return begin, midnight if whole else datetime.combine(day, time.fromisoformat(closes), HERE)


def _spans_on(opening_hours: str, day: date) -> Iterable[Span]:
    """When the shop is open on that day; Saxony-Anhalt's holidays count."""
    shown = day
    if day in _all_holidays(day.year):
        if not _HOLIDAY_RULE.search(opening_hours):
            return []
        # The calendar behind PH only knows nationwide holidays; a regional one
        # (Epiphany, Reformation Day) follows the times of the nearest of those.
        shown = _nearest_nationwide(day)
    spans = [
        (_on_day(start, shown, day), _on_day(end, shown, day))
        for start, end in _open_intervals(opening_hours, shown)
    ]
    return _closed_early(day, spans)


def _closed_early(day: date, spans: Sequence[Span]) -> Sequence[Span]:
    """On Christmas Eve all shops close at two (§ 3 LÖffZeitG LSA)."""
    if (day.month, day.day) != (12, 24):
        return spans
    closing = datetime.combine(day, _CHRISTMAS_EVE_CLOSING, HERE)
    return [(start, min(end, closing)) for start, end in spans]


def _open_intervals(opening_hours: str, day: date) -> list[Span]:
    hours = OpeningHours(opening_hours, timezone=HERE, country="DE")
    begin = datetime.combine(day, time(), HERE)
    end = datetime.combine(day + timedelta(days=1), time(), HERE)
    return [
        (interval_start, interval_end)
        for interval_start, interval_end, state, _ in hours.intervals(begin, end)
        if state == State.OPEN
    ]


def _on_day(moment: datetime, shown: date, day: date) -> datetime:
    """The same time of day on another date (midnight after `shown` stays a midnight after)."""
    return moment if shown == day else moment + (day - shown)


def hourly(start: datetime, end: datetime) -> Iterable[Slot]:
    """Cut an open span at the full hours; what is shorter than half an hour is no window."""
    begin, stop = start.astimezone(UTC), end.astimezone(UTC)
    while begin < stop:
        full_hour = begin.replace(minute=0, second=0, microsecond=0) + WINDOW
        finish = min(full_hour, stop)
        if finish - begin >= SHORTEST:
            yield Slot(begin.astimezone(HERE), finish.astimezone(HERE))
        begin = finish


@lru_cache(maxsize=16)
def _all_holidays(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("DE", subdiv="ST", years=year, language="de"))


@lru_cache(maxsize=16)
def _nationwide_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", years=year))


def _nearest_nationwide(day: date) -> date:
    known = {
        d for year in (day.year - 1, day.year, day.year + 1) for d in _nationwide_holidays(year)
    }
    return min(known, key=lambda other: (abs(other - day), other))
