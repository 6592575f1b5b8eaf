"""The collection plan: how one cart's goods are had with the fewest stops.

A stop is one hand-over: a shop, a shared point or a ring at the door, at one time. Wanted is the
least of (stops, days, fee, effort), compared in this order; other orders of the same four give
the cheapest plan or the one with the fewest days.

Up to `EXACT` shops the answer is exact. Days are taken one after another; `best[S]` is the least
cost of having the shops S from the days so far. Within a day, S is split into stops. Costs are
vectors that add up, and comparing them in one order is compatible with adding, so the best for S
is made of bests for parts of S. A vector is one whole number, so that adding and comparing are one
step each. Days that are nowhere better than another are left out before, and so is what costs more
than the plan that `greedy` finds. With n shops and d days left that is O(d · 3ⁿ) at most.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

EXACT: Final = 8
"""Shops up to which every plan is looked at."""
_FIELD: Final = 1 << 28
_NEVER: Final = 1 << 200


@dataclass(frozen=True, slots=True)
class Stop:
    """One hand-over that is possible: where, when, for which shops (by their place in the list).

    `fee` is for all of it; `free_from` makes it nothing from so many cents of goods on.
    """

    place: str
    start: datetime
    end: datetime
    shops: frozenset[int]
    fee: int = 0
    free_from: int | None = None
    effort: int = 0
    """Waiting and distance in one number: only decides among equals."""
    delivered: bool = False

    @property
    def day(self) -> date:
        return self.start.date()


@dataclass(frozen=True, slots=True)
class Taken:
    """A stop of a plan with the shops whose goods are had there."""

    stop: Stop
    shops: frozenset[int]
    fee: int


@dataclass(frozen=True, slots=True)
class Plan:
    stops: tuple[Taken, ...]

    @property
    def days(self) -> int:
        return len({taken.stop.day for taken in self.stops})

    @property
    def fee(self) -> int:
        return sum(taken.fee for taken in self.stops)

    @property
    def effort(self) -> int:
        return sum(taken.stop.effort for taken in self.stops)

    @property
    def cost(self) -> tuple[int, int, int, int]:
        return len(self.stops), self.days, self.fee, self.effort


Order = tuple[int, int, int, int]
"""Which of (stops, days, fee, effort) counts first, second, third, fourth: a permutation."""
FEWEST_STOPS: Final[Order] = (0, 1, 2, 3)
CHEAPEST: Final[Order] = (2, 0, 1, 3)
FEWEST_DAYS: Final[Order] = (1, 0, 2, 3)


def fee_at(stop: Stop, goods: int) -> int:
    return 0 if stop.free_from is not None and goods >= stop.free_from else stop.fee


def best_plan(stops: Sequence[Stop], goods: Sequence[int], order: Order) -> Plan | None:
    """The least plan in this order; None when some shop's goods cannot be had at all.

    `goods` is the value of each shop's goods in cents, and says how many shops there are.
    """
    if not goods or len({shop for stop in stops for shop in stop.shops}) < len(goods):
        return None
    if len(goods) > EXACT:
        return greedy(stops, goods, order)
    return _exact(stops, goods, order)


# ------------------------------------------------------------------ exact

_Found = tuple[int, Stop | None]


@dataclass(frozen=True, slots=True)
class _Day:
    """`whole[S]` is the least cost of having exactly S on that day; `first[S]` its first stop."""

    whole: list[int]
    first: list[tuple[int, Stop] | None]


def _exact(stops: Sequence[Stop], goods: Sequence[int], order: Order) -> Plan | None:
    units = _units(order)
    full = (1 << len(goods)) - 1
    sums = [sum(goods[i] for i in range(len(goods)) if s >> i & 1) for s in range(full + 1)]
    rough = greedy(stops, goods, order)
    assert rough is not None
    bound = sum(cost * unit for cost, unit in zip(rough.cost, units, strict=True))
    days = _needed([_day(group, sums, units, bound) for group in _by_day(stops)])
    best = [0] + [_NEVER] * full
    came: list[list[int]] = []
    for day in days:
        best, part = _with_day(best, day, units[1], bound)
        bound = min(bound, best[full])
        came.append(part)
    return Plan(tuple(_walk_back(days, came, full, goods)))


def _units(order: Order) -> tuple[int, int, int, int]:
    """What one stop, day, cent and unit of effort weigh in a number that keeps the order."""
    weights = [0, 0, 0, 0]
    for rank, which in enumerate(order):
        weights[which] = _FIELD ** (3 - rank)
    return weights[0], weights[1], weights[2], weights[3]


def _by_day(stops: Iterable[Stop]) -> list[list[Stop]]:
    groups: dict[date, list[Stop]] = {}
    for stop in stops:
        groups.setdefault(stop.day, []).append(stop)
    return [groups[day] for day in sorted(groups)]


def _day(
    stops: Sequence[Stop], sums: Sequence[int], units: tuple[int, int, int, int], bound: int
) -> _Day:
    """All sets of shops that this day can serve for at most `bound`, each at its least cost."""
    one_stop, served_by = _one_stop(stops, sums, units)
    whole = [0] + [_NEVER] * (len(sums) - 1)
    first: list[tuple[int, Stop] | None] = [None] * len(sums)
    for wanted in range(1, len(sums)):
        # The stop that serves the first shop decides; so each split is looked at once.
        least, found, one = bound + 1, 0, wanted & -wanted
        others = rest = wanted ^ one
        while True:
            sum_ = one_stop[others | one] + whole[rest ^ others]
            if sum_ < least:
                least, found = sum_, others | one
            if not others:
                break
            others = (others - 1) & rest
        if found:
            whole[wanted], first[wanted] = least, (found, stops[served_by[found]])
    return _Day(whole, first)


def _one_stop(
    stops: Sequence[Stop], sums: Sequence[int], units: tuple[int, int, int, int]
) -> tuple[list[int], list[int]]:
    """For each set of shops what one stop for exactly these costs, and which that is."""
    found = [_NEVER] * len(sums), [0] * len(sums)
    for number, stop in enumerate(stops):
        if stop.free_from is None:
            _offer(found, _bits(stop), _price(stop, 0, units), number)
    _spread(found)
    # Only now, because here fewer shops may cost more: a fee may hang on how much it is.
    for number, stop in enumerate(stops):
        part = whole = _bits(stop)
        while part and stop.free_from is not None:
            _offer(found, part, _price(stop, sums[part], units), number)
            part = (part - 1) & whole
    return found


def _spread(found: tuple[list[int], list[int]]) -> None:
    """What serves some shops serves fewer of them for the same."""
    costs, numbers = found
    for part in range(len(costs) - 1, 0, -1):
        for shop in range(len(costs).bit_length() - 1):
            if part >> shop & 1:
                _offer(found, part ^ 1 << shop, costs[part], numbers[part])


def _offer(found: tuple[list[int], list[int]], part: int, cost: int, number: int) -> None:
    if cost < found[0][part]:
        found[0][part], found[1][part] = cost, number


def _price(stop: Stop, goods: int, units: tuple[int, int, int, int]) -> int:
    return units[0] + fee_at(stop, goods) * units[2] + stop.effort * units[3]


def _bits(stop: Stop) -> int:
    return sum(1 << shop for shop in stop.shops)


def _needed(days: Sequence[_Day]) -> list[_Day]:
    """Without days that another equals for every set of shops: it could take their place."""
    kept: list[_Day] = []
    for day in days:
        if any(_covers(other, day) for other in kept):
            continue
        kept = [other for other in kept if not _covers(day, other)]
        kept.append(day)
    return kept


def _covers(other: _Day, day: _Day) -> bool:
    return all(a <= b for a, b in zip(other.whole, day.whole, strict=True))


def _with_day(
    best: Sequence[int], day: _Day, day_costs: int, bound: int
) -> tuple[list[int], list[int]]:
    """The bests when this day may be used too, and which shops are had on it."""
    whole, full = day.whole, len(day.whole) - 1
    after, came = list(best), [0] * (full + 1)
    for before, cost in enumerate(best):
        then = cost + day_costs
        if then >= bound:
            continue
        part = free = full ^ before
        while part:
            sum_ = then + whole[part]
            if sum_ < after[before | part]:
                after[before | part], came[before | part] = sum_, part
            part = (part - 1) & free
    return after, came


def _walk_back(
    days: Sequence[_Day], came: Sequence[Sequence[int]], full: int, goods: Sequence[int]
) -> list[Taken]:
    found: list[Taken] = []
    left = full
    for day, part_of in zip(reversed(days), reversed(came), strict=True):
        part = part_of[left]
        left ^= part
        while part:
            step = day.first[part]
            assert step
            served, stop = step
            found.append(_taken(stop, served, goods))
            part ^= served
    return sorted(found, key=lambda taken: (taken.stop.start, taken.stop.place))


def _taken(stop: Stop, served: int, goods: Sequence[int]) -> Taken:
    shops = frozenset(i for i in range(len(goods)) if served >> i & 1)
    return Taken(stop, shops, fee_at(stop, sum(goods[i] for i in shops)))


# ------------------------------------------------------------------ beyond


def greedy(stops: Sequence[Stop], goods: Sequence[int], order: Order) -> Plan | None:
    """Always the stop that costs least for each shop it serves; a day that is used costs nothing.

    At most H(n) times the stops of the best plan, n being the most shops of one stop (Chvátal).
    """
    left, days, found = set(range(len(goods))), set[date](), list[Taken]()
    while left:
        usable = [stop for stop in stops if not left.isdisjoint(stop.shops)]
        if not usable:
            return None
        rated = [(_share(stop, left, days, goods, order), n) for n, stop in enumerate(usable)]
        stop = usable[min(rated)[1]]
        served = sum(1 << shop for shop in stop.shops & left)
        found.append(_taken(stop, served, goods))
        left -= stop.shops
        days.add(stop.day)
    return Plan(tuple(sorted(found, key=lambda taken: (taken.stop.start, taken.stop.place))))


def _share(
    stop: Stop, left: set[int], days: set[date], goods: Sequence[int], order: Order
) -> Fraction:
    """What each shop it serves would cost now."""
    units, served = _units(order), stop.shops & left
    fee = fee_at(stop, sum(goods[shop] for shop in served))
    whole = units[0] + (stop.day not in days) * units[1] + fee * units[2] + stop.effort * units[3]
    return Fraction(whole, len(served))
