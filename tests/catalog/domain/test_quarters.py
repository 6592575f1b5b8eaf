"""Quarters are ranges of days on the region's calendar, one beside the other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from catalog.domain.quarters import Quarter
from hypothesis import given
from hypothesis import strategies as some
from marketkit.errors import InvalidError

DAYS = some.dates(min_value=date(2000, 1, 1), max_value=date(2200, 12, 31))


def test_a_quarter_has_its_days_and_moments() -> None:
    quarter = Quarter.parse("2026-Q4")

    assert (quarter.first_day, quarter.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.begins.astimezone(UTC) == datetime(2026, 9, 30, 22, 0, tzinfo=UTC)
    assert quarter.ends.astimezone(UTC) == datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    assert (str(quarter.before), str(quarter.after)) == ("2026-Q3", "2027-Q1")


@pytest.mark.parametrize("name", ["", "2026", "2026-Q5", "2026-Q0", "2026Q4", "1999-Q4", "9999-Q4"])
def test_what_is_no_quarter_is_refused_by_name(name: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        Quarter.parse(name)
    assert refusal.value.errors[0].field == "quarter"


@given(DAYS)
def test_every_day_lies_in_one_quarter(day: date) -> None:
    quarter = Quarter.of(day)

    assert quarter.first_day <= day <= quarter.last_day
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter.before.last_day + timedelta(days=1) == quarter.first_day
    assert quarter.before.after == quarter.after.before == quarter
    assert quarter.before < quarter
