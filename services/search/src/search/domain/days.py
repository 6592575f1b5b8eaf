"""Words for days: "heute", "am Sonnabend", "nächsten Freitag", "Sa.", "28.11.", "28. November"."""

import re
from datetime import date, timedelta

from search.domain.german import word_set
from search.domain.typed import Typed
from search.domain.understood import Day

DAYS_AHEAD = 7
"""Nobody can order for later, so a later day is no filter."""

_FROM_NOW = {
    "heute": 0,
    "heut": 0,
    "jetzt": 0,
    "sofort": 0,
    "morgen": 1,
    "ubermorgen": 2,
    "today": 0,
    "tomorrow": 1,
}
_SATURDAY, _SUNDAY = 5, 6
_WEEKDAYS = {
    "montag": 0,
    "dienstag": 1,
    "mittwoch": 2,
    "donnerstag": 3,
    "freitag": 4,
    "samstag": _SATURDAY,
    "sonnabend": _SATURDAY,
    "sonntag": _SUNDAY,
    # What guests type; English words for goods are in the region's file.
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": _SATURDAY,
    "sunday": _SUNDAY,
}
_SHORT = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": _SATURDAY, "so": _SUNDAY}
_WORDS_TOO = frozenset(("do", "so"))
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan"),
            ("februar", "feb"),
            ("marz", "mrz"),
            ("april", "apr"),
            ("mai",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("dezember", "dez"),
        ),
        start=1,
    )
    for name in names
}
_THIS = word_set("diesen dieser dieses diesem kommenden kommender kommendes kommendem")
_NEXT = word_set("nachsten nachster nachstes nachstem nachste")
_BEFORE_HOUR = word_set("um bis ab gegen vor nach")
_WEEK = frozenset(("woche",))
_WHICH_WEEK = word_set("diese dieser nachste nachster kommende kommender in der")
_BEFORE_DAY = word_set("am an ab bis fur furs zum fruh schon noch gleich der den dem das on for")
_BEFORE_SHORT = _THIS | _NEXT | {"am", "bis", "ab"}
_PART_OF_DAY = word_set(
    "fruh morgen morgens vormittag vormittags mittag mittags nachmittag nachmittags abend abends "
    "noch geoffnet offen"
)
_GREETING = frozenset(("guten", "guter", "schonen"))
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{2}|\d{4}))?")
_WEEKENDS = frozenset(("wochenende", "wochenend"))


def read_day(typed: Typed, today: date) -> Day | None:
    """The first day that the words name, taken out of them with what belongs to it.

    A day too far away or over is taken out, too, but is no filter.
    """
    for position in range(len(typed)):
        found = _named(typed, position, today) or _dated(typed, position, today)
        if found is not None:
            day, first, last = found
            while typed.at(last + 1) in _PART_OF_DAY:
                last += 1
            if (named_too := _dated(typed, last + 1, today)) is not None:
                day, _, last = named_too  # "Samstag, 28.11."
            words = typed.take(first, last)
            typed.take_back(first, _BEFORE_DAY)
            if not today <= day <= today + timedelta(days=DAYS_AHEAD):
                return None
            return Day(day, words)
        if typed.at(position) == "woche" and typed.at(position - 1) in _WHICH_WEEK:
            typed.take_back(typed.take_back(position + 1, _WEEK), _WHICH_WEEK)
    return None


def leave_out_hours(typed: Typed) -> None:
    """ "um 7 Uhr": nobody can collect by the hour, and no goods are called so."""
    for position in range(len(typed)):
        if typed.is_number(position) and typed.at(position + 1) == "uhr":
            typed.take(position, position + 1)
            typed.take_back(position, _BEFORE_HOUR)


def _named(typed: Typed, position: int, today: date) -> tuple[date, int, int] | None:
    word, before = typed.at(position), typed.at(position - 1)
    if word in _FROM_NOW:
        if before in _GREETING:
            return None
        return today + timedelta(days=_FROM_NOW[word]), position, position
    first = position - 1 if before in _THIS or before in _NEXT else position
    weekday = _weekday(word, before) if not _is_abbreviated(typed, position) else _SHORT[word]
    if weekday is None:
        return None
    ahead = (weekday - today.weekday()) % 7
    if word in _WEEKENDS and today.weekday() == _SUNDAY:
        ahead = 0
    if before in _NEXT and ahead == 0:
        ahead = 7
    return today + timedelta(days=ahead), first, position


def _is_abbreviated(typed: Typed, position: int) -> bool:
    """ "Sa." and "brot sa zeitz"; but at the end "brot sa" may become "brot salz"."""
    word = typed.at(position)
    if word not in _SHORT:
        return False
    is_between = bool(typed.at(position - 1) and typed.at(position + 1))
    return typed.follows(position).startswith(".") or (is_between and word not in _WORDS_TOO)


def _weekday(word: str, before: str) -> int | None:
    if word in _WEEKENDS:
        return _SATURDAY
    if (day := _WEEKDAYS.get(word.removesuffix("s"))) is not None:
        return day
    return _SHORT.get(word) if before in _BEFORE_SHORT else None


def _dated(typed: Typed, position: int, today: date) -> tuple[date, int, int] | None:
    """ "28.11." and "28.11.2026" always; "28.11" without a last dot only when it is near."""
    if not typed.is_number(position):
        return None
    word = typed.at(position)
    if match := _DATE.fullmatch(word):
        day = _calendar_day(int(match[1]), int(match[2]), match[3], today)
        is_certain = match[3] is not None or typed.follows(position).startswith(".")
        near = day is not None and today <= day <= today + timedelta(days=DAYS_AHEAD)
        return (day, position, position) if day and (is_certain or near) else None
    month = _MONTHS.get(typed.at(position + 1))
    if month is not None and word.isdecimal() and typed.follows(position).strip(" ") in {".", ""}:
        day = _calendar_day(int(word), month, None, today)
        return (day, position, position + 1) if day else None
    return None


def _calendar_day(day: int, month: int, year: str | None, today: date) -> date | None:
    """Without a year the one that comes next."""
    century = today.year // 100 * 100
    years = (
        (today.year, today.year + 1)
        if year is None
        else (int(year) + (century if len(year) < 3 else 0),)  # noqa: PLR2004 -- "26" is 2026
    )
    for candidate in years:
        try:
            found = date(candidate, month, day)
        except ValueError:
            return None
        if year is not None or found >= today:
            return found
    return None
