"""Until when one must order to collect on a day, for all shops; computed once a day and shop."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from marketkit.pickup.away import Away
from marketkit.pickup.windows import DAYS_AHEAD, windows

from search.domain.document import ShopSnapshot

NEVER = float("-inf")
DAYS = DAYS_AHEAD + 1
"""Today and the days after it that one may choose."""


class Hours(NamedTuple):
    """What a shop's windows depend on; shops with the same hours share them."""

    opening_hours: str
    preparation_minutes: int
    away: Away


class Dated(NamedTuple):
    """Hours as they fall from one day on."""

    today: date
    hours: Hours


Ends = tuple[float, ...]
"""For today and each day after it the last moment to order for it, in seconds since 1970."""
Known = MutableMapping[Dated, Ends]


def hours_of(shop: ShopSnapshot) -> Hours:
    return Hours(shop.opening_hours, shop.preparation_minutes, shop.away)


def ends_of(hours: Hours, today: date) -> Ends:
    """A day's last window, less the time to prepare; exactly what the cart would still offer."""
    ends = [NEVER] * DAYS
    ahead = timedelta(minutes=hours.preparation_minutes)
    for slot in windows(hours.opening_hours, today, hours.away):
        day = (slot.start.date() - today).days
        if 0 <= day < DAYS:
            ends[day] = max(ends[day], (slot.start_utc - ahead).timestamp())
    return tuple(ends)


class Timetable:
    """All shops seen from one day."""

    def __init__(self, shops: Iterable[ShopSnapshot], today: date, known: Known) -> None:
        self.today = today
        self._ends: dict[str, Ends] = {}
        for shop in shops:
            key = Dated(today, hours_of(shop))
            ends = known.get(key)
            if ends is None:
                ends = known[key] = ends_of(key.hours, today)
            self._ends[str(shop.id)] = ends
        # By day, who closes last stands last: what is left of a day is one cut.
        self._by_day = [
            sorted((ends[day], shop) for shop, ends in self._ends.items() if ends[day] > NEVER)
            for day in range(DAYS)
        ]
        self._sets: dict[tuple[int, int], frozenset[str]] = {}
        self._bits: tuple[int, Mapping[str, int]] = (-1, {})

    def collectable(self, day: date, now: float) -> frozenset[str]:
        """Shops that one could still order from for that day."""
        number = (day - self.today).days
        if not 0 <= number < DAYS:
            return frozenset()
        row = self._by_day[number]
        cut = bisect_left(row, (now, ""))
        found = self._sets.get((number, cut))
        if found is None:
            found = self._sets[number, cut] = frozenset(shop for _, shop in row[cut:])
        return found

    def earliest(self, shop_id: str, now: float) -> date | None:
        """The first day for which the shop still takes an order."""
        for number, end in enumerate(self._ends.get(shop_id, ())):
            if end >= now:
                return self.today + timedelta(days=number)
        return None

    def days_by_shop(self, now: float) -> Mapping[str, int]:
        """By shop a bit for each day, today's the lowest: set while one can order for that day."""
        period = self.period(now)
        if self._bits[0] != period:
            bits = {
                shop: sum(1 << day for day, end in enumerate(ends) if end >= now)
                for shop, ends in self._ends.items()
            }
            self._bits = period, bits
        return self._bits[1]

    def period(self, now: float) -> int:
        """Another number as soon as any shop can no longer be ordered from for some day."""
        return bisect_left(self._changes, now)

    @cached_property
    def _changes(self) -> list[float]:
        return sorted({end for row in self._by_day for end, _ in row})
