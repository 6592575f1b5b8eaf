"""Pickup windows: hours, holidays, preparation, and the two odd days of the year."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from marketkit.clock import HERE
from marketkit.pickup.windows import find_slot, slots, windows

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=HERE)
WEEK = "Mo-Fr 07:00-18:00; Sa 07:00-12:00"


def starts_on(day: date, hours: str, now: datetime = FRIDAY, minutes: int = 0) -> list[str]:
    return [
        f"{slot.start:%H:%M}-{slot.end:%H:%M}"
        for slot in slots(hours, minutes, now)
        if slot.start.date() == day
    ]


def test_windows_follow_the_full_hours_of_opening() -> None:
    assert starts_on(date(2026, 11, 21), WEEK) == [
        "07:00-08:00", "08:00-09:00", "09:00-10:00", "10:00-11:00", "11:00-12:00"]  # fmt: skip
    assert starts_on(date(2026, 11, 22), WEEK) == []


def test_a_rest_of_less_than_half_an_hour_is_no_window() -> None:
    assert starts_on(date(2026, 11, 23), "Mo 08:30-10:15") == ["08:30-09:00", "09:00-10:00"]


def test_the_shop_has_its_time_to_prepare() -> None:
    assert starts_on(FRIDAY.date(), WEEK, minutes=120)[0] == "11:00-12:00"
    assert starts_on(FRIDAY.date(), WEEK, minutes=121)[0] == "12:00-13:00"


def test_seven_days_ahead_and_no_further() -> None:
    last = slots("24/7", 0, FRIDAY)[-1].start.date()

    assert last == FRIDAY.date() + timedelta(days=7)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Sa 08:00-10:00", []),
        ("Mo-Sa 08:00-10:00; PH off", []),
        ("Mo-Sa 08:00-10:00; PH 09:00-10:00", ["09:00-10:00"]),
    ],
)
@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 10, 3),  # German Unity Day, nationwide
        date(2026, 10, 31),  # Reformation Day, in Saxony-Anhalt
        date(2027, 1, 6),  # Epiphany, in Saxony-Anhalt
    ],
)
def test_on_holidays_only_what_names_them(holiday: date, hours: str, expected: list[str]) -> None:
    before = datetime.combine(holiday, datetime.min.time(), HERE) - timedelta(days=2)

    assert starts_on(holiday, hours, now=before) == expected


def test_on_christmas_eve_shops_close_at_two() -> None:
    now = datetime(2026, 12, 23, 9, 0, tzinfo=HERE)

    assert starts_on(date(2026, 12, 24), "Mo-Sa 12:00-18:00", now) == [
        "12:00-13:00", "13:00-14:00"]  # fmt: skip


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_days_with_another_number_of_hours(day: date, count: int) -> None:
    of_day = [slot for slot in windows("24/7", day) if slot.start.date() == day]

    assert len(of_day) == count
    assert max(Counter(slot.id for slot in of_day).values()) == 1
    assert {slot.end.astimezone(UTC) - slot.start.astimezone(UTC) for slot in of_day} == {
        timedelta(hours=1)
    }


def test_a_window_is_found_by_its_start_in_any_zone() -> None:
    found = find_slot(WEEK, 60, FRIDAY, datetime(2026, 11, 21, 8, 0, tzinfo=UTC))

    assert found is not None
    assert found.id == "2026-11-21T09:00:00+01:00"


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 11, 20, 9, 0, tzinfo=HERE),  # no time to prepare
        datetime(2026, 11, 21, 9, 30, tzinfo=HERE),  # no window begins there
        datetime(2026, 11, 22, 9, 0, tzinfo=HERE),  # closed
        datetime(2026, 12, 4, 9, 0, tzinfo=HERE),  # too far ahead
    ],
)
def test_what_is_not_offered_is_not_found(start: datetime) -> None:
    assert find_slot(WEEK, 60, FRIDAY, start) is None


@pytest.mark.parametrize("hours", ["", "   ", "immer wenn Licht brennt"])
def test_without_readable_hours_there_are_no_windows(hours: str) -> None:
    assert list(slots(hours, 0, FRIDAY)) == []
