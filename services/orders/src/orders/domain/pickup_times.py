"""When goods can be collected at a shop, which times are full, and why there are none.

The one answer to that question: carts show it, checkouts are held to it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from marketkit.clock import HERE
from marketkit.pickup.away import Away
from marketkit.pickup.windows import Slot, day_of, earliest, windows

from orders.domain.cart import Line, Shop
from orders.domain.fulfilment import Place
from orders.domain.order_windows import market_times
from orders.domain.readiness import first_day, made_on
from orders.domain.rounds import Pickup, SellingRound, covering
from orders.domain.rules import Rules, rules_from
from orders.domain.why_no_time import ALL_FULL, PAUSED, no_round, none_left

Load = Mapping[tuple[str, datetime], int]
"""How many orders a counted place has at a time, in UTC."""


@dataclass(frozen=True, slots=True)
class Around:
    """What beside the cart decides about times: others' orders, and the rounds."""

    load: Load = field(default_factory=dict)
    rounds: Sequence[SellingRound] = ()


NOTHING_AROUND = Around()


@dataclass(frozen=True, slots=True)
class PickupTime:
    """A time that can be chosen; in a round at one of its places."""

    slot: Slot
    label: str = ""
    round_id: UUID | None = None
    pickup: Pickup | None = None
    written: bytes = field(init=False, repr=False, compare=False)
    """As JSON: the same times are shown again and again."""

    def __post_init__(self) -> None:
        shown: dict[str, Any] = {"start": self.slot.start, "end": self.slot.end}
        if self.label:
            shown["label"] = self.label
        if self.pickup:
            shown |= {"round_id": str(self.round_id), "point_id": str(self.pickup.id)}
        object.__setattr__(self, "written", orjson.dumps(shown))


@dataclass(frozen=True, slots=True)
class Times:
    """In order of their start."""

    free: Sequence[PickupTime] = ()
    full: Sequence[PickupTime] = ()
    reason: str | None = None
    """Why nothing can be chosen."""
    notice: str | None = None
    """A closure of these days, whether there are times beside it or not."""

    def at(self, start: datetime, pickup_id: UUID | None = None) -> PickupTime | None:
        """The free time that begins then, at that place of a round if one is named."""
        wanted = start.astimezone(UTC)
        for time in self.free[bisect_left(self.free, wanted, key=_start) :]:
            if time.slot.start_utc != wanted:
                return None
            if pickup_id is None or (time.pickup and time.pickup.id == pickup_id):
                return time
        return None

    def is_full(self, start: datetime) -> bool:
        wanted = start.astimezone(UTC)
        return any(time.slot.start_utc == wanted for time in self.full)


def times_of(
    shop: Shop, lines: Sequence[Line], now: datetime, around: Around = NOTHING_AROUND
) -> Times:
    if shop.status != "live":
        return Times(reason=PAUSED)
    rules = rules_from(shop.rules)
    today, first = day_of(now), first_day(rules, lines, now, shop.away)
    notice = shop.away.notice(today, (first - today).days + rules.days_ahead)
    if rules.knows_rounds and _need_a_round(rules, lines):
        found = _in_rounds(shop, rules, lines, now, around)
        free, full = _with_room(shop, rules, found, around.load)
        no_place = ALL_FULL if full else _why_no_place(rules, lines, around, shop, now)
        return Times(free, full, None if free else no_place, notice)
    found = _by_the_shop(shop, rules, first, now)
    if rules.in_rounds:
        found = _sorted([*found, *_in_rounds(shop, rules, lines, now, around)])
    free, full = _with_room(shop, rules, found, around.load)
    if free:
        return Times(free, full, None, notice)
    reason = ALL_FULL if full else none_left(shop, rules, first, today, notice)
    return Times(free, full, reason, notice)


def place_of(shop: Shop, time: PickupTime) -> Place | None:
    """Where an order at this time takes up room; None where nobody counts."""
    return _place(shop.id, rules_from(shop.rules).per_window, time)


def _place(shop_id: UUID, per_window: int | None, time: PickupTime) -> Place | None:
    if time.pickup:
        point = time.pickup.station
        if point is None or point.capacity is None:
            return None
        return Place(point.key, time.slot.start, point.capacity)
    return None if per_window is None else Place(place_key(shop_id), time.slot.start, per_window)


def place_key(shop_id: UUID) -> str:
    return f"shop:{shop_id}"


def _need_a_round(rules: Rules, lines: Sequence[Line]) -> bool:
    """Without lines the shop as a whole is meant."""
    if not lines:
        return rules.only_in_rounds
    return any(rules.needs_round(line.offer.product_id) for line in lines)


def _by_the_shop(shop: Shop, rules: Rules, first: date, now: datetime) -> Sequence[PickupTime]:
    """In its opening hours, in its order windows, or both."""
    if not rules.windows:
        return _in_hours(shop, rules, first, now)
    market = [
        PickupTime(time.slot, time.label)
        for time in market_times(rules.windows, first, shop.away, rules.days_ahead)
        if now <= time.until
    ]
    return _sorted([*market, *(_in_hours(shop, rules, first, now) if rules.also_in_hours else ())])


def _in_hours(shop: Shop, rules: Rules, first: date, now: datetime) -> Sequence[PickupTime]:
    found = _hours(shop.opening_hours, first, shop.away, rules.days_ahead)
    return found[bisect_left(found, earliest(now, shop.preparation_minutes), key=_start) :]


def _in_rounds(
    shop: Shop, rules: Rules, lines: Sequence[Line], now: datetime, around: Around
) -> Sequence[PickupTime]:
    """Everything from this shop is handed out together, so a round must sell all that needs one."""
    if not rules.in_rounds:
        return ()
    products = [line.offer.product_id for line in lines]
    needed = [each for each in products if rules.needs_round(each)]
    made = made_on(lines, now, shop.away)
    return _sorted(
        _round_time(each, pickup)
        for each in covering(around.rounds, shop.id, needed or products, now)
        for pickup in each.pickups
        if pickup.start > now
        and day_of(pickup.start) >= made
        and not shop.away.is_shut(day_of(pickup.start))
        and not pickup.unfit_for(lines)
    )


def _why_no_place(
    rules: Rules, lines: Sequence[Line], around: Around, shop: Shop, now: datetime
) -> str:
    """No round sells it now, or none of its places is fit for it."""
    products = [each.offer.product_id for each in lines if rules.needs_round(each.offer.product_id)]
    open_now = covering(around.rounds, shop.id, products, now) if rules.in_rounds else ()
    reasons = (pickup.unfit_for(lines) for each in open_now for pickup in each.pickups)
    return next(filter(None, reasons), no_round(around.rounds, shop.id, now))


def _with_room(
    shop: Shop, rules: Rules, found: Sequence[PickupTime], load: Load
) -> tuple[Sequence[PickupTime], Sequence[PickupTime]]:
    """The free ones, and the full ones."""
    if not load:
        return found, ()
    free: list[PickupTime] = []
    full: list[PickupTime] = []
    for time in found:
        place = _place(shop.id, rules.per_window, time)
        taken = load.get((place.key, time.slot.start_utc), 0) if place else 0
        (full if place and taken >= place.capacity else free).append(time)
    return free, full


def _sorted(found: Iterable[PickupTime]) -> Sequence[PickupTime]:
    """By start; of two at the same time and place the first one holds."""
    known: dict[tuple[datetime, UUID | None], PickupTime] = {}
    for time in found:
        known.setdefault((time.slot.start_utc, time.pickup.id if time.pickup else None), time)
    return sorted(known.values(), key=_start)


def _start(time: PickupTime) -> datetime:
    return time.slot.start_utc


def _round_time(each: SellingRound, pickup: Pickup) -> PickupTime:
    where = ", ".join(filter(None, (pickup.name, pickup.text)))
    slot = Slot(pickup.start.astimezone(HERE), pickup.end.astimezone(HERE))
    return PickupTime(slot, where, each.id, pickup)


@lru_cache(maxsize=4096)
def _hours(opening_hours: str, first: date, away: Away, days: int) -> tuple[PickupTime, ...]:
    return tuple(PickupTime(slot) for slot in windows(opening_hours, first, away, days))
