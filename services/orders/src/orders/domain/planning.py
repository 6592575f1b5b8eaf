"""From the ways of a cart's shops to plans somebody can choose from, each with what it costs."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType
from typing import Final
from uuid import UUID

from marketkit.pickup.windows import Slot, day_of

from orders.domain.cart import MAX_LINES, Line, Shop, totals
from orders.domain.fulfilment import ChosenWay, Way
from orders.domain.plan import (
    CHEAPEST,
    FEWEST_DAYS,
    FEWEST_STOPS,
    Order,
    Plan,
    Stop,
    Taken,
    best_plan,
)
from orders.domain.ways import Offered

Ways = Sequence[tuple[Shop, Sequence[Line], Sequence[Offered]]]
Spot = tuple[float, float]
_A_DAY: Final = 100_000
"""Waiting a day weighs as much as so many tens of metres; a whole region is smaller."""
_EARTH_KM: Final = 6371.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stop with what stands behind it: the offer for each shop, and its times of that day."""

    stop: Stop
    offers: Mapping[int, Offered]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One stop of a plan as people see it."""

    slot: Slot
    fee: int
    shops: tuple[Shop, ...]
    offered: Offered
    at: Shop
    """The shop where it is, when it is at a shop."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan with the names of what it is best at."""

    kinds: tuple[str, ...]
    stops: tuple[Chosen, ...]

    @property
    def days(self) -> int:
        return len({stop.slot.start.date() for stop in self.stops})

    @property
    def fee(self) -> int:
        return sum(stop.fee for stop in self.stops)

    def choices(self) -> dict[UUID, ChosenWay]:
        """The same as the checkout takes it."""
        return {
            shop.id: ChosenWay(
                stop.offered.way,
                stop.slot.start,
                point_id=stop.offered.point_id,
                round_id=stop.offered.round_id,
                tour_id=stop.offered.tour.id if stop.offered.tour else None,
            )
            for stop in self.stops
            for shop in stop.shops
        }


_Wanted = tuple[str, Order, Callable[[Stop], bool]]
KINDS: Final[Sequence[_Wanted]] = (
    ("fewest", FEWEST_STOPS, lambda _: True),
    ("cheapest", CHEAPEST, lambda _: True),
    ("days", FEWEST_DAYS, lambda stop: not stop.delivered),
    ("delivery", FEWEST_STOPS, lambda stop: stop.delivered),
    ("shops", FEWEST_STOPS, lambda stop: stop.place.startswith("shop:")),
)
"""What each proposal is the best at, and among which stops."""


def proposals(
    ways: Ways, now: datetime, *, online: bool = False, home: Spot | None = None
) -> list[Proposal]:
    """The plans worth choosing from, each once; none when some shop offers no way at all."""
    found = candidates(ways, now, online=online, home=home)
    goods = [totals(lines).subtotal for _, lines, _ in ways]
    plans: dict[tuple[tuple[str, datetime, frozenset[int]], ...], tuple[list[str], Plan]] = {}
    for name, order, wanted in KINDS:
        stops = [each.stop for each in found if wanted(each.stop)]
        plan = best_plan(stops, goods, order)
        if plan is not None:
            mark = tuple((t.stop.place, t.stop.start, t.shops) for t in plan.stops)
            plans.setdefault(mark, ([], plan))[0].append(name)
    by_stop = {(each.stop.place, each.stop.start): each for each in found}
    return [
        Proposal(tuple(names), _tidy([_behind(taken, by_stop) for taken in plan.stops], ways))
        for names, plan in plans.values()
    ]


def candidates(ways: Ways, now: datetime, *, online: bool, home: Spot | None) -> list[Candidate]:
    """All stops there are. What must be paid there counts only where somebody takes money."""
    found: dict[tuple[str, datetime], Candidate] = {}
    for index, (shop, _, offers) in enumerate(ways):
        for offered in offers:
            if not online and not offered.pay_there:
                continue
            spot = _spot_of(offered, shop)
            far = 0 if home is None or spot is None else round(100 * km(home, spot))
            for slots in _occasions(offered):
                stop = _stop(offered, shop, index, slots, far + _A_DAY * _days_off(slots[0], now))
                key = stop.place, stop.start
                known = found.get(key)
                found[key] = _joined(known, stop, offered, index) if known else Candidate(
                    stop, {index: offered}, slots
                )  # fmt: skip
    chances = Counter(index for each in found.values() for index in each.offers)
    return [_with_room(each, chances) for each in found.values()]


def _with_room(candidate: Candidate, chances: Mapping[int, int]) -> Candidate:
    """Where there is room for some of them only, it is left to whom nothing else serves as well."""
    start = candidate.slots[0].start_utc
    room = min(each.room.get(start, MAX_LINES) for each in candidate.offers.values())
    if room >= len(candidate.offers):
        return candidate
    first = sorted(candidate.offers, key=lambda index: (chances[index], index))[:room]
    stop = replace(candidate.stop, shops=frozenset(first))
    return replace(candidate, stop=stop, offers={index: candidate.offers[index] for index in first})


def _occasions(offered: Offered) -> Iterable[tuple[Slot, ...]]:
    """At a shop any time of a day is as good as another; elsewhere each window is its own."""
    if offered.way is not Way.SHOP:
        return [(slot,) for slot in offered.slots]
    days: dict[date, list[Slot]] = {}
    for slot in offered.slots:
        days.setdefault(slot.start.date(), []).append(slot)
    return [tuple(slots) for slots in days.values()]


def _stop(offered: Offered, shop: Shop, index: int, slots: Sequence[Slot], effort: int) -> Stop:
    shared = offered.point or offered.pickup or offered.tour
    first = slots[0]
    return Stop(
        place=offered.key if shared else f"{'door' if offered.terms else 'shop'}:{shop.id}",
        start=first.start,
        end=first.end,
        shops=frozenset({index}),
        fee=offered.tour.fee if offered.tour else offered.fee,
        free_from=offered.tour.free_from if offered.tour else None,
        effort=effort,
        delivered=offered.way is Way.DELIVERY,
    )


def _joined(known: Candidate, stop: Stop, offered: Offered, index: int) -> Candidate:
    both = replace(known.stop, shops=known.stop.shops | stop.shops)
    return replace(known, stop=both, offers={**known.offers, index: offered})


def _behind(
    taken: Taken, by_stop: Mapping[tuple[str, datetime], Candidate]
) -> tuple[Taken, Candidate]:
    return taken, by_stop[(taken.stop.place, taken.stop.start)]


def _tidy(found: Sequence[tuple[Taken, Candidate]], ways: Ways) -> tuple[Chosen, ...]:
    """Times of one day close to each other, so that one walk does for all of them."""
    days: dict[date, list[tuple[Taken, Candidate]]] = {}
    for taken, candidate in found:
        days.setdefault(taken.stop.day, []).append((taken, candidate))
    chosen: list[Chosen] = []
    for group in days.values():
        around = _middle([candidate for _, candidate in group])
        busy: dict[datetime, set[str]] = {}
        # Who has few times to choose from chooses first.
        for taken, candidate in sorted(group, key=lambda pair: len(pair[1].slots)):
            shops = tuple(ways[index][0] for index in sorted(taken.shops))
            offered = candidate.offers[min(taken.shops)]
            town = offered.point.place if offered.point else shops[0].place
            slot = _nearest(candidate, around, busy, town)
            busy.setdefault(slot.start_utc, set()).add(town)
            chosen.append(Chosen(slot, taken.fee, shops, offered, shops[0]))
    return tuple(sorted(chosen, key=lambda stop: (stop.slot.start_utc, stop.at.name)))


def _middle(group: Sequence[Candidate]) -> datetime:
    """The time from which all stops of a day are least far away; the earliest of such."""
    times = sorted({slot.start_utc for candidate in group for slot in candidate.slots})
    return min(
        times,
        key=lambda at: sum(
            abs((_nearest(candidate, at).start_utc - at).total_seconds()) for candidate in group
        ),
    )


def _nearest(
    candidate: Candidate,
    at: datetime,
    busy: Mapping[datetime, AbstractSet[str]] = MappingProxyType({}),
    town: str = "",
) -> Slot:
    """Nobody is in two towns within the same hour, if there is another."""
    return min(
        candidate.slots,
        key=lambda slot: (
            bool(busy.get(slot.start_utc, frozenset()) - {town}),
            abs(slot.start_utc - at),
            slot.start_utc,
        ),
    )


def _days_off(slot: Slot, now: datetime) -> int:
    return (slot.start.date() - day_of(now)).days


def _spot_of(offered: Offered, shop: Shop) -> Spot | None:
    if offered.way is Way.DELIVERY:
        return None
    if offered.pickup and offered.way is Way.POINT:
        lat, lon = (offered.pickup.shown.get(name) for name in ("lat", "lon"))
    else:
        where = offered.point or shop
        lat, lon = where.lat, where.lon
    return None if lat is None or lon is None else (lat, lon)


def km(a: Spot, b: Spot) -> float:
    """As the crow flies."""
    (lat_a, lon_a), (lat_b, lon_b) = (
        (radians(lat), radians(lon)) for lat, lon in (a, b)
    )  # fmt: skip
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
