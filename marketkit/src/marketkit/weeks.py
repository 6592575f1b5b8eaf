"""Weeks by their ISO names ("2026-W47"), on the region's own calendar."""

import re
from datetime import date, datetime, time, timedelta
from typing import Never

from marketkit.clock import HERE

_WEEK = timedelta(weeks=1)
_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})").fullmatch


class NoWeekError(ValueError):
    """The text names no week there is."""


def week_of(at: datetime) -> str:
    """The name of the week in which the moment lies."""
    return _name(at.astimezone(HERE).date())


def end_of_week(at: datetime) -> datetime:
    """The moment at which the next week begins."""
    today = at.astimezone(HERE).date()
    monday = today - timedelta(days=today.weekday()) + _WEEK
    return datetime.combine(monday, time(), HERE)


def monday_of(week: str) -> date:
    """The first day. Raises NoWeekError."""
    found = _NAME(week)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _no(week)
    except ValueError as error:
        raise NoWeekError(week) from error


def week_before(week: str) -> str:
    """Raises NoWeekError, for the first of all too."""
    try:
        return _name(monday_of(week) - _WEEK)
    except OverflowError as error:
        raise NoWeekError(week) from error


def _no(week: str) -> Never:
    raise NoWeekError(week)


def _name(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"
