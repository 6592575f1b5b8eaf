"""No window ever lies in a closure, and a day with other hours has exactly those."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marketkit.clock import HERE
from marketkit.pickup.away import Away, Closure, SpecialDay
from marketkit.pickup.windows import find_slot, slots, windows

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=HERE)
TODAY = FRIDAY.date()
WEEK = "Mo-Fr 07:00-18:00; Sa 07:00-12:00"
HOURS = st.sampled_from(
    [WEEK, "24/7", "Mo-Su 20:00-02:00", "PH,Mo-Su 06:00-24:00", "Mo 08:00-12:00"]
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@st.composite
def closures(draw: st.DrawFn, today: date) -> tuple[Closure, ...]:
    found = []
    for _ in range(draw(st.integers(1, 3))):
        first = today + timedelta(days=draw(st.integers(-10, 8)))
        found.append(Closure(first, first + timedelta(days=draw(st.integers(0, 12)))))
    return tuple(found)


@settings(deadline=None, max_examples=50)
@given(data=st.data(), hours=HOURS, today=DAYS)
def test_no_window_lies_in_a_closure(data: st.DataObject, hours: str, today: date) -> None:
    closed = data.draw(closures(today))
    special = tuple(
        SpecialDay(today + timedelta(days=n), (("08:00", "24:00"),))
        for n in data.draw(st.sets(st.integers(0, 7)))
    )

    for slot in windows(hours, today, Away(closed, special)):
        last = (slot.end - timedelta(microseconds=1)).date()
        assert not any(one.holds(slot.start.date()) or one.holds(last) for one in closed)


@settings(deadline=None, max_examples=50)
@given(data=st.data(), hours=HOURS, today=DAYS)
def test_a_closure_takes_nothing_else_away(data: st.DataObject, hours: str, today: date) -> None:
    away = Away(data.draw(closures(today)))
    usual = windows(hours, today)

    left = windows(hours, today, away)

    assert set(left) <= set(usual)
    for slot in set(usual) - set(left):
        assert away.closure_on(slot.start.date()) or away.closure_on(
            (slot.end - timedelta(microseconds=1)).date()
        )


def test_a_day_with_hours_of_its_own_has_exactly_those() -> None:
    sunday = date(2026, 11, 22)
    away = Away(special_days=(SpecialDay(sunday, (("13:00", "15:00"), ("16:00", "17:00"))),))

    found = [s for s in slots(WEEK, 0, FRIDAY, away) if s.start.date() == sunday]

    assert [f"{s.start:%H}" for s in found] == ["13", "14", "16"]


def test_a_day_without_hours_is_closed() -> None:
    away = Away(special_days=(SpecialDay(date(2026, 11, 21)),))

    assert not [s for s in slots(WEEK, 0, FRIDAY, away) if s.start.date() == date(2026, 11, 21)]


def test_on_christmas_eve_no_hours_of_its_own_go_past_two() -> None:
    eve = date(2026, 12, 24)
    now = datetime.combine(date(2026, 12, 21), time(8), HERE)
    away = Away(special_days=(SpecialDay(eve, (("08:00", "18:00"),)),))

    found = [s for s in slots(WEEK, 0, now, away) if s.start.date() == eve]

    assert max(s.end for s in found).hour == 14


def test_it_opens_again_without_anybody_acting() -> None:
    away = Away((Closure(TODAY, TODAY + timedelta(days=2)),))
    monday = datetime.combine(date(2026, 11, 23), time(10), HERE)

    assert find_slot(WEEK, 0, FRIDAY, datetime.combine(TODAY, time(12), HERE), away) is None
    assert find_slot(WEEK, 0, FRIDAY, monday, away) is not None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 16), date(2026, 12, 4), "Betriebsferien bis 4. Dezember"),
        (date(2026, 11, 24), date(2027, 1, 4), "Betriebsferien vom 24. November bis 4. Januar"),
        (date(2026, 11, 24), date(2026, 11, 24), "Betriebsferien am 24. November"),
    ],
)
def test_a_closure_in_words(first: date, last: date, words: str) -> None:
    away = Away((Closure(first, last, "Betriebsferien"),))

    assert away.notice(TODAY, 7) == words


def test_what_is_far_away_is_not_said_yet() -> None:
    closure = Closure(date(2026, 12, 24), date(2027, 1, 4))

    assert Away((closure,)).notice(TODAY, 7) is None
    assert closure.words(TODAY) == "Geschlossen vom 24. Dezember bis 4. Januar"
