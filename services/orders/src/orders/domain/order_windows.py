"""The weekly order windows of a shop, as times to collect with the moment until which one orders.

Such a window may lie outside the opening hours: a stall on the market. It never lies on a day on
which the shop is closed, and on a public holiday only if the shop says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from marketkit.clock import HERE
from marketkit.pickup.away import Away
from marketkit.pickup.windows import Slot, holiday_name, hourly, is_closed, is_holiday

from orders.domain.german_days import day_words
from orders.domain.rules import OrderWindow

_WEEK = 7
AT_LEAST_AHEAD = 2 * _WEEK
"""Who has missed this week's deadline is shown next week's window."""


@dataclass(frozen=True, slots=True)
class MarketTime:
    """An hour of such a window on one day."""

    slot: Slot
    until: datetime
    label: str


@lru_cache(maxsize=1024)
def market_times(
    windows: tuple[OrderWindow, ...], first: date, away: Away, days: int
) -> Sequence[MarketTime]:
    """Those of the first day and so many after it, in order, past deadlines included."""
    dates = [first + timedelta(days=n) for n in range(max(days, AT_LEAST_AHEAD) + 1)]
    found = [
        time
        for day in dates
        for window in windows
        if window.collect_day == day.weekday() and _takes_place(window, day, away)
        for time in _of_day(window, day, away)
    ]
    return sorted(found, key=lambda time: time.slot.start_utc)


def windows_fall_on(
    windows: tuple[OrderWindow, ...], first: date, away: Away, days: int, today: date
) -> list[str]:
    """In words, each reason once: on what the days of these windows fall that are left out."""
    dates = [first + timedelta(days=n) for n in range(max(days, AT_LEAST_AHEAD) + 1)]
    found = (
        _falls_on(window, day, away, today)
        for day in dates
        for window in windows
        if window.collect_day == day.weekday()
    )
    return list(dict.fromkeys(reason for reason in found if reason))


def _falls_on(window: OrderWindow, day: date, away: Away, today: date) -> str | None:
    if closure := away.closure_on(day):
        return closure.words(today)
    if away.hours_on(day) == ():
        return f"{day_words(day)} ist geschlossen"
    name = None if window.on_holidays else holiday_name(day)
    return f"{day_words(day)} ist Feiertag ({name})" if name else None


def deadline(window: OrderWindow, day: date) -> datetime:
    """The last such weekday and time before it is collected on that day."""
    back = (day.weekday() - window.until_day) % _WEEK
    if back == 0 and window.until >= window.begin:
        back = _WEEK
    return datetime.combine(day - timedelta(days=back), window.until, HERE)


def _takes_place(window: OrderWindow, day: date, away: Away) -> bool:
    """A day for which the shop has said that it is closed counts, one with other hours does not."""
    if away.hours_on(day) == ():
        return False
    return window.on_holidays or not is_holiday(day)


def _of_day(window: OrderWindow, day: date, away: Away) -> Iterable[MarketTime]:
    begin = datetime.combine(day, window.begin, HERE)
    end = datetime.combine(day, window.end, HERE)
    until = deadline(window, day)
    for slot in _pieces(begin, end):
        if not is_closed(slot, away):
            yield MarketTime(slot, until, window.label)


def _pieces(begin: datetime, end: datetime) -> Sequence[Slot]:
    """By the hour; what is too short for that is one piece."""
    whole = Slot(begin, end)
    if whole.start_utc >= end.astimezone(whole.start_utc.tzinfo):
        return ()  # swallowed by the night in which clocks are put forward
    return tuple(hourly(begin, end)) or (whole,)
