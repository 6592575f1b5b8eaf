"""Working days and months as laws count them."""

import calendar
from collections.abc import Container
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Neither Saturday nor Sunday nor a holiday (Art. 2 (2) Regulation 1182/71)."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(begin: date, days: int, holidays: Container[date]) -> date:
    """The last day of the period; the day on which it began does not count (Art. 3 (1) there)."""
    day = begin
    while days > 0:
        day += _DAY
        days -= is_working_day(day, holidays)
    return day


def working_days_left(today: date, due: date, holidays: Container[date]) -> int:
    """After today and until the due day; 0 on the day itself, negative when it has passed."""
    first, last, sign = (today, due, 1) if today <= due else (due, today, -1)
    count, day = 0, first
    while day < last:
        day += _DAY
        count += is_working_day(day, holidays)
    return sign * count if count or sign > 0 else -1


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last (§ 188 (3) BGB)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def german(day: date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
