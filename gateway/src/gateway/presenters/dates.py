"""Days, times and months in the region's time zone: as a neighbour would say and type them."""

import re
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
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


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


def month_words(month: date, language: str) -> str:
    """`November 2026`."""
    return str(format_date(month, "LLLL y", locale=language))


def read_day(text: str) -> date | None:
    """`2026-11-23`; None for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """`2026-11-23T18:00`, as a browser sends it, on the region's clocks; None for what is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=HERE)


def read_month(text: str) -> date | None:
    """The first day of `2026-11`; None for what is no month."""
    return date.fromisoformat(f"{text}-01") if _MONTH.fullmatch(text) else None


def month_text(month: date) -> str:
    """`2026-11`, as it stands in an address."""
    return f"{month:%Y-%m}"


def month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _as_date(when: date) -> date:
    return local(when).date() if isinstance(when, datetime) else when
