"""Weeks turn at Monday midnight on the region's clock, over the turn of the year too."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from marketkit.clock import HERE
from marketkit.weeks import NoWeekError, end_of_week, monday_of, week_before, week_of

MOMENTS = some.datetimes(
    min_value=datetime(2000, 1, 3),  # noqa: DTZ001 -- the strategy adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=some.just(UTC),
)


@pytest.mark.parametrize(
    ("at", "week"),
    [
        (datetime(2026, 11, 20, 8, 0, tzinfo=UTC), "2026-W47"),
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), "2026-W47"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "2026-W48"),  # Monday in Zeitz already
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "2026-W53"),
    ],
)
def test_a_moment_has_its_week(at: datetime, week: str) -> None:
    assert week_of(at) == week


def test_before_the_first_week_of_a_year_comes_the_last_of_the_one_before() -> None:
    assert week_before("2027-W01") == "2026-W53"
    assert week_before("2026-W01") == "2025-W52"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-47", "2026-W7", "2026-W54", "2026-W00", "26-W47", "2026-W4٣", "x"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(NoWeekError):
        monday_of(text)


def test_before_all_weeks_there_is_none() -> None:
    with pytest.raises(NoWeekError):
        week_before("0001-W01")


@given(MOMENTS)
def test_a_week_ends_where_the_next_begins(at: datetime) -> None:
    end = end_of_week(at)

    assert at < end
    assert week_of(end - timedelta(microseconds=1)) == week_of(at)
    assert week_before(week_of(end)) == week_of(at)
    assert end.astimezone(HERE).date() - monday_of(week_of(at)) == timedelta(days=7)
