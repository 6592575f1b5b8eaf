"""Days and times in the region's time zone, in words a neighbour would use."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_time
from marketkit.clock import HERE

TO = "\u2013"
"""The dash between two times."""
_DAY = {"de": "EEEE, d. MMMM", "en": "EEEE, d MMMM"}
_SHORT_DAY = {"de": "EE d.M.", "en": "EE d MMM"}
_NEAR_DAY = {"de": "EE d.", "en": "EE d"}
_FULL_DAY = {"de": "d. MMMM y", "en": "d MMMM y"}


def local(when: datetime) -> datetime:
    return when.astimezone(HERE)


@lru_cache(maxsize=256)
def day(when: date, language: str) -> str:
    """`Sonnabend, 21. November`: in this region Saturday is called Sonnabend."""
    text = format_date(_as_date(when), _DAY[language], locale=language)
    return text.replace("Samstag", "Sonnabend")


@lru_cache(maxsize=256)
def short_day(when: date, language: str) -> str:
    """`Fr 20.11.`."""
    return format_date(_as_date(when), _SHORT_DAY[language], locale=language).replace(".,", "")


@lru_cache(maxsize=256)
def near_day(when: date, language: str) -> str:
    """`Fr. 20.`: enough for a day of the next week."""
    return format_date(_as_date(when), _NEAR_DAY[language], locale=language)


def full_day(when: date, language: str) -> str:
    """`20. November 2026`."""
    return format_date(_as_date(when), _FULL_DAY[language], locale=language)


def clock_time(when: datetime, language: str) -> str:
    """`7:30`."""
    return format_time(local(when), "H:mm", locale=language)


def span(start: datetime, end: datetime | None, language: str) -> str:
    """`9:00-11:00` with a proper dash, or only the start when the end is open."""
    first = clock_time(start, language)
    return first if end is None else f"{first}{TO}{clock_time(end, language)}"


def same_day(when: datetime, today: date) -> bool:
    return local(when).date() == today


def days_from(today: date, when: datetime) -> int:
    return (local(when).date() - today) // timedelta(days=1)


def _as_date(when: date) -> date:
    return local(when).date() if isinstance(when, datetime) else when
