"""Closures join when they touch, keep their history, and end by themselves."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from catalog.domain.closures import (
    Closure,
    ClosureOverError,
    NoSuchClosureError,
    SpecialDay,
    TooManyClosuresError,
    check_closure,
    check_special,
    still_ahead,
    with_closure,
    with_special,
    without_closure,
    without_special,
)
from hypothesis import given
from hypothesis import strategies as st
from marketkit.errors import InvalidError

TODAY = date(2026, 11, 20)
ONE = timedelta(days=1)
CHRISTMAS = Closure(date(2026, 12, 24), date(2027, 1, 4), "Betriebsferien")


def days(closure: Closure) -> set[date]:
    return {closure.first + ONE * n for n in range((closure.last - closure.first).days + 1)}


ANY = st.builds(
    lambda start, length: Closure(TODAY + ONE * start, TODAY + ONE * (start + length)),
    st.integers(0, 40),
    st.integers(0, 9),
)


@given(st.lists(ANY, max_size=12))
def test_together_they_cover_exactly_what_was_said(said: list[Closure]) -> None:
    known: tuple[Closure, ...] = ()
    for one in said:
        known = with_closure(known, one, TODAY)

    covered = [day for one in known for day in days(one)]
    assert sorted(covered) == sorted({day for one in said for day in days(one)})
    for early, late in pairwise(known):
        assert early.last + ONE < late.first


@given(ANY)
def test_twice_is_once(one: Closure) -> None:
    once = with_closure((CHRISTMAS,), one, TODAY)

    assert with_closure(once, one, TODAY) == once


def test_overlapping_ones_keep_both_reasons() -> None:
    inventory = Closure(date(2027, 1, 3), date(2027, 1, 6), "Inventur")

    (merged,) = with_closure((CHRISTMAS,), inventory, TODAY)

    assert merged == Closure(CHRISTMAS.first, date(2027, 1, 6), "Inventur, Betriebsferien")


def test_what_is_over_is_never_joined_or_changed() -> None:
    over = Closure(TODAY - 5 * ONE, TODAY - ONE, "Krank")

    known = with_closure((over,), Closure(TODAY, TODAY + ONE), TODAY)

    assert known == (over, Closure(TODAY, TODAY + ONE))
    assert still_ahead(known, TODAY) == (known[1],)
    with pytest.raises(ClosureOverError):
        without_closure(known, over.first, TODAY)


def test_taken_back_before_it_begins_it_is_gone() -> None:
    assert without_closure((CHRISTMAS,), CHRISTMAS.first, TODAY) == ()
    with pytest.raises(NoSuchClosureError):
        without_closure((), CHRISTMAS.first, TODAY)


def test_taken_back_while_it_runs_it_ends_yesterday() -> None:
    (left,) = without_closure((CHRISTMAS,), CHRISTMAS.first, date(2026, 12, 28))

    assert left == Closure(CHRISTMAS.first, date(2026, 12, 27), "Betriebsferien")


def test_nobody_plans_hundreds() -> None:
    known: tuple[Closure, ...] = ()
    for n in range(60):
        known = with_closure(known, Closure(TODAY + 2 * n * ONE, TODAY + 2 * n * ONE), TODAY)

    with pytest.raises(TooManyClosuresError):
        with_closure(known, Closure(TODAY + 500 * ONE, TODAY + 500 * ONE), TODAY)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY, TODAY - ONE, "to"),
        (TODAY - 9 * ONE, TODAY - ONE, "to"),
        (TODAY, TODAY + 400 * ONE, "to"),
        (TODAY + 800 * ONE, TODAY + 801 * ONE, "from"),
        (date.min, date.max, "to"),
        (date.max, date.max, "from"),
    ],
)
def test_what_cannot_be_is_named(first: date, last: date, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_closure(Closure(first, last), TODAY)

    assert [error.field for error in refused.value.errors] == [field]


def test_the_last_word_about_a_day_holds() -> None:
    first = SpecialDay(TODAY, (("08:00", "12:00"),))
    second = SpecialDay(TODAY)

    known = with_special(with_special((), first), second)

    assert known == (second,)
    assert without_special(known, TODAY) == ()
    with pytest.raises(NoSuchClosureError):
        without_special((), TODAY)


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        (TODAY - ONE, ()),
        (TODAY + 800 * ONE, ()),
        (TODAY, (("12:00", "08:00"),)),
        (TODAY, (("08:00", "13:00"), ("12:00", "18:00"))),
    ],
)
def test_special_days_in_order(day: date, spans: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(InvalidError):
        check_special(SpecialDay(day, spans), TODAY)
