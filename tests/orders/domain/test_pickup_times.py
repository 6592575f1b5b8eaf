"""Whatever a shop says, a time that is offered can be kept: over clock changes and New Year too."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st
from marketkit.clock import HERE
from marketkit.pickup.away import Away, Closure, SpecialDay
from marketkit.pickup.windows import day_of, is_holiday
from orders.domain.cart import Line, Offer, Shop
from orders.domain.fulfilment import Place
from orders.domain.order_windows import deadline
from orders.domain.pickup_times import Around, PickupTime, place_of, times_of
from orders.domain.rules import NO_RULES, OrderWindow, Rules, rules_from

SHOP = Shop(UUID(int=1), "hof", "Hof", "Zeitz", None, "live", "", 0)
OFFER = Offer(
    UUID(int=2), UUID(int=3), SHOP.id, "brot", "Brot", "", None, 480, 0, "reduced", None,
    withdrawn=False, on_order=False, available=None,
)  # fmt: skip
calmly = settings(deadline=None, max_examples=80)
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
moments = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
HOURS = ("Mo-Sa 08:00-18:00", "24/7", "Mo-Su 22:00-04:00", "Fr 15:30-17:15; PH 10:00-12:00", "")


@st.composite
def windows(draw: st.DrawFn) -> OrderWindow:
    begin, end = sorted(draw(st.tuples(clocks, clocks)))
    if (end.hour, end.minute) < (begin.hour, begin.minute + 15):
        begin, end = time(begin.hour // 2), time(begin.hour // 2 + 1)
    weekday = st.integers(0, 6)
    return OrderWindow(
        draw(weekday), draw(clocks), draw(weekday), begin, end, "", draw(st.booleans())
    )


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    rules = Rules(
        per_window=draw(st.none() | st.integers(1, 3)),
        days_ahead=draw(st.integers(1, 28)),
        cutoff=draw(st.none() | clocks),
        windows=tuple(draw(st.lists(windows(), max_size=2))),
        also_in_hours=draw(st.booleans()),
    )
    return replace(
        SHOP,
        opening_hours=draw(st.sampled_from(HOURS)),
        preparation_minutes=draw(st.integers(0, 3000)),
        rules=rules.document(),
    )


def closed_around(now: datetime, first: int, length: int) -> Away:
    begin = day_of(now) + timedelta(days=first)
    empty = begin + timedelta(days=length + 2)
    return Away((Closure(begin, begin + timedelta(days=length)),), (SpecialDay(empty),))


def lines(lead: int) -> Sequence[Line]:
    facts: dict[str, Any] = {"lead_days": lead} if lead else {}
    return [Line(replace(OFFER, facts=facts), SHOP, 1, 480)]


def keeps(shop: Shop, rules: Rules, time: PickupTime, now: datetime, lead: int) -> bool:
    """Either a window whose deadline has not passed, or an hour with time to prepare."""
    start = time.slot.start
    in_window = any(
        window.collect_day == start.weekday()
        and window.begin <= start.time() < window.end
        and now <= deadline(window, start.date())
        and (window.on_holidays or not is_holiday(start.date()))
        for window in rules.windows
    )
    in_hours = (not rules.windows or rules.also_in_hours) and start >= now + timedelta(
        minutes=shop.preparation_minutes
    )
    return in_window or in_hours


@calmly
@given(shop=shops(), now=moments, lead=st.integers(0, 30), first=st.integers(0, 9),
       length=st.integers(0, 4))  # fmt: skip
@example(shop=replace(SHOP, opening_hours="24/7"), lead=0, first=9, length=0,
         now=datetime(2027, 3, 27, 22, tzinfo=UTC))  # fmt: skip
@example(shop=replace(SHOP, opening_hours="24/7"), lead=0, first=9, length=0,
         now=datetime(2027, 10, 30, 22, tzinfo=UTC))  # fmt: skip
@example(shop=replace(SHOP, opening_hours="24/7"), lead=2, first=1, length=1,
         now=datetime(2027, 12, 31, 22, 59, tzinfo=UTC))  # fmt: skip
def test_what_is_offered_can_be_kept(
    shop: Shop, now: datetime, lead: int, first: int, length: int
) -> None:
    away = closed_around(now, first, length)
    shop, rules = replace(shop, away=away), rules_from(shop.rules)

    found = times_of(shop, lines(lead), now)

    at = [time.slot.start_utc for time in found.free]
    assert at == sorted(set(at)), "in order, none twice"
    assert bool(found.free) is (found.reason is None)
    for each in found.free:
        start, length_utc = each.slot.start, each.slot.end.astimezone(UTC) - each.slot.start_utc
        assert now <= each.slot.start_utc
        assert timedelta(0) < length_utc <= timedelta(hours=1)
        assert start.isoformat() == each.slot.start_utc.astimezone(HERE).isoformat()
        assert away.closure_on(start.date()) is None
        assert not (rules.windows and not rules.also_in_hours and away.hours_on(start.date()) == ())
        assert start.date() >= day_of(now) + timedelta(days=lead)
        assert keeps(shop, rules, each, now, lead)
        if rules.cutoff:
            late = now.astimezone(HERE).time() > rules.cutoff
            assert start.date() >= day_of(now) + timedelta(days=1 + late)
        assert found.at(start) == each, "what is shown can be chosen"


@calmly
@given(shop=shops(), now=moments, later=st.timedeltas(timedelta(0), timedelta(days=3)))
def test_time_only_takes_away(shop: Shop, now: datetime, later: timedelta) -> None:
    """What can be chosen later could be chosen before, as far as the calendar reached."""
    before = times_of(shop, lines(0), now)
    after = times_of(shop, lines(0), now + later)

    reach = day_of(now) + timedelta(days=rules_from(shop.rules).days_ahead)
    known = {each.slot.start_utc for each in before.free}
    still = {e.slot.start_utc for e in after.free if e.slot.start.date() <= reach}
    assert still <= known


@calmly
@given(shop=shops(), now=moments, taken=st.lists(st.integers(0, 4), min_size=30, max_size=30))
def test_full_and_free_share_all_times_between_them(
    shop: Shop, now: datetime, taken: list[int]
) -> None:
    capacity = rules_from(shop.rules).per_window
    everything = times_of(shop, lines(0), now).free
    load = {}
    for each, number in zip(everything, taken, strict=False):
        if place := place_of(shop, each):
            load[place.key, each.slot.start_utc] = number

    found = times_of(shop, lines(0), now, Around(load))

    assert len(found.free) + len(found.full) == len(everything)
    assert {*found.free}.isdisjoint(found.full)
    for each in found.full:
        place = place_of(shop, each)
        assert isinstance(place, Place)
        assert load[place.key, each.slot.start_utc] >= place.capacity == capacity
        assert found.is_full(each.slot.start)
        assert found.at(each.slot.start) is None


@calmly
@given(window=windows(), day=days)
def test_a_deadline_is_the_last_one_before_the_window(window: OrderWindow, day: date) -> None:
    at = deadline(window, day)

    assert at.weekday() == window.until_day
    assert at.time() == window.until
    begin = datetime.combine(day, window.begin)
    assert at.replace(tzinfo=None) < begin <= at.replace(tzinfo=None) + timedelta(days=7)


@calmly
@given(shop=shops())
def test_what_is_kept_is_what_was_said(shop: Shop) -> None:
    rules = rules_from(shop.rules)

    assert rules_from(rules.document()) == rules
    assert rules_from({}) is NO_RULES
