"""Opening hours as shops type them."""

from datetime import date

import pytest
from catalog.domain.opening_hours import InvalidOpeningHoursError, parse, week

NOVEMBER = date(2026, 11, 23)
JULY = date(2026, 7, 6)


def spans(text: str, monday: date = NOVEMBER) -> dict[str, list[tuple[str, str]]]:
    return {day.day: list(day.spans) for day in week(text, monday) if day.spans}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mo-Fr 07:00-18:00; Sa 07:00-11:30", "Mo-Fr 07:00-18:00; Sa 07:00-11:30"),
        (" Di – Do 9:00 – 18:00 Uhr ", "Tu-Th 09:00-18:00"),  # noqa: RUF001 -- as pasted from a text document
        ("24/7", "24/7"),
        ("   ", ""),
    ],
)
def test_pasted_german_habits_are_put_right(typed, read):
    assert parse(typed) == read


@pytest.mark.parametrize("typed", ["Mo-Fr quark", "Mo-Fr 25:00-26:00", "montags", "Mo-Fr 07:00-"])
def test_unreadable_hours_say_where_reading_stopped(typed):
    with pytest.raises(InvalidOpeningHoursError) as refused:
        parse(typed)

    (error,) = refused.value.errors
    assert error.field == "opening_hours"
    assert "nicht lesbar" in error.message
    assert "Beispiel: Mo-Fr 08:00-18:00" in error.message


def test_a_week_lists_every_day():
    assert [day.day for day in week("", NOVEMBER)] == ["mo", "tu", "we", "th", "fr", "sa", "su"]


def test_a_lunch_break_makes_two_spans():
    assert spans("Th 08:00-12:00,14:00-18:00") == {"th": [("08:00", "12:00"), ("14:00", "18:00")]}


def test_a_night_belongs_to_the_day_it_begins():
    assert spans("Fr 22:00-02:00; Su 20:00-01:00") == {
        "fr": [("22:00", "02:00")],
        "su": [("20:00", "01:00")],
    }


def test_always_open_fills_each_day():
    assert len(spans("24/7")) == 7
    assert spans("24/7")["su"] == [("00:00", "24:00")]


def test_seasonal_hours_follow_the_week_asked_for():
    assert spans("Apr-Oct Sa 10:00-16:00", JULY) == {"sa": [("10:00", "16:00")]}
    assert spans("Apr-Oct Sa 10:00-16:00", NOVEMBER) == {}
