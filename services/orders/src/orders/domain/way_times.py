"""When goods come to a shared point, to a round, to a door: windows of the next days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from marketkit.clock import HERE
from marketkit.pickup.windows import DAYS_AHEAD, Slot, day_of, earliest, is_holiday, windows

from orders.domain.cart import Line, Shop
from orders.domain.readiness import first_day
from orders.domain.rules import rules_from
from orders.domain.stations import WEEKDAYS, Bringing, Tour

_ARRANGED: Final = ("08:00", "20:00")
_A_WEEK = timedelta(days=7)


def ready_at(shop: Shop, lines: Sequence[Line], now: datetime) -> datetime:
    """The first moment at which the shop can have all of it ready."""
    today, first = day_of(now), first_day(rules_from(shop.rules), lines, now, shop.away)
    soonest = earliest(now, shop.preparation_minutes)
    return max(soonest, datetime.combine(first, time(), HERE)) if first > today else soonest


def at_point(
    bringing: Bringing, shop: Shop, lines: Sequence[Line], now: datetime
) -> Sequence[Slot]:
    """Windows at the point on the days on which the shop brings something there."""
    last_call = max(
        ready_at(shop, lines, now),
        now + timedelta(hours=bringing.lead_hours),
    )
    return [
        slot
        for slot in _spans(bringing.point.hours, day_of(last_call))
        if slot.start_utc >= last_call
        and weekday(slot.start.date()) in bringing.days
        and not shop.away.is_shut(slot.start.date())
    ]


def on_tour(tour: Tour, shop: Shop, lines: Sequence[Line], now: datetime) -> Sequence[Slot]:
    """When the round comes by next; it rests on public holidays."""
    last_call = max(ready_at(shop, lines, now), now + timedelta(hours=tour.cutoff_hours))
    return [
        slot
        for day in _days(last_call)
        if weekday(day) == tour.weekday and not is_holiday(day) and not shop.away.is_shut(day)
        for slot in (_slot(day, tour.starts, tour.ends),)
        if slot.start_utc >= last_call
    ]


def at_door(
    days: Sequence[str], shop: Shop, lines: Sequence[Line], now: datetime
) -> Sequence[Slot]:
    """The shop's own round, on its days and in its hours."""
    ready = ready_at(shop, lines, now)
    begin, end = rules_from(shop.rules).delivery_window
    return [
        slot
        for day in _days(ready)
        if weekday(day) in days and not is_holiday(day) and not shop.away.is_shut(day)
        for slot in (Slot(datetime.combine(day, begin, HERE), datetime.combine(day, end, HERE)),)
        if slot.start_utc >= ready
    ]


def by_arrangement(shop: Shop, lines: Sequence[Line], now: datetime) -> Sequence[Slot]:
    """Some time within a week, to be agreed on the telephone."""
    first = day_of(ready_at(shop, lines, now)) + timedelta(days=1)
    begin, end = (time.fromisoformat(each) for each in _ARRANGED)
    return [
        Slot(
            datetime.combine(first, begin, HERE),
            datetime.combine(first + _A_WEEK, end, HERE),
        )
    ]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def _days(first: datetime) -> list[date]:
    """From the one on which it could be ready: what takes weeks to make is brought as well."""
    return [day_of(first) + timedelta(days=n) for n in range(DAYS_AHEAD + 1)]


def _slot(day: date, begin: str, end: str) -> Slot:
    return Slot(
        datetime.combine(day, time.fromisoformat(begin), HERE),
        datetime.combine(day, time.fromisoformat(end), HERE),
    )


@lru_cache(maxsize=1024)
def _spans(hours: str, today: date) -> tuple[Slot, ...]:
    """Whole openings: hourly windows that touch each other are one."""
    found: list[Slot] = []
    for slot in windows(hours, today):
        if found and found[-1].end == slot.start:
            found[-1] = Slot(found[-1].start, slot.end)
        else:
            found.append(slot)
    return tuple(found)
