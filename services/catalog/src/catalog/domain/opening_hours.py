"""Opening hours in OpenStreetMap's syntax: checked when typed, shown as a plain week."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import opening_hours
from marketkit.errors import FieldError, InvalidError
from opening_hours import OpeningHours, State

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_EXAMPLE = "Mo-Fr 08:00-18:00; Sa 08:00-12:00"
# Word processors and German habits that mean the same thing as the plain syntax.
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212]\s*")  # noqa: RUF001, RUF100 -- the dashes people paste
_GERMAN_DAYS = {"Di": "Tu", "Mi": "We", "Do": "Th", "So": "Su"}
_GERMAN = re.compile(rf"\b({'|'.join(_GERMAN_DAYS)})\b")
_CLOCK = re.compile(r"\s*Uhr\b")
_SHORT_HOUR = re.compile(r"(?<![\d:])(\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """One weekday with its spans, each `("07:00", "18:00")`; midnight at the end is `24:00`."""

    day: str
    spans: tuple[tuple[str, str], ...]


class InvalidOpeningHoursError(InvalidError):
    code = "invalid_opening_hours"
    message = "Die Öffnungszeiten sind so nicht lesbar."


def parse(text: str) -> str:
    """The hours with pasted dashes, German day names and "Uhr" put right; empty stays empty.

    Raises InvalidOpeningHoursError that names the place where reading stopped.
    """
    cleaned = _plain(text)
    if not cleaned:
        return ""
    try:
        OpeningHours(cleaned)
    except opening_hours.ParserError as error:  # type: ignore[attr-defined]  # not in its stub
        hint = f"„{cleaned}“ ist {_where(cleaned, str(error))} nicht lesbar. Beispiel: {_EXAMPLE}"
        raise InvalidOpeningHoursError(errors=[FieldError("opening_hours", hint)]) from error
    return cleaned


def week(text: str, monday: date) -> tuple[Day, ...]:
    """The seven days beginning at `monday`, without regard to public holidays."""
    if not text:
        return tuple(Day(day, ()) for day in DAYS)
    start = datetime.combine(monday, time())  # wall-clock time, as on the shop's door
    spans: list[list[tuple[str, str]]] = [[] for _ in DAYS]
    for opens, closes, state, _comment in OpeningHours(text).intervals(
        start - timedelta(days=1), start + timedelta(days=8)
    ):
        if state == State.OPEN:
            _add(spans, start, opens, closes)
    return tuple(Day(day, tuple(spans[i])) for i, day in enumerate(DAYS))


def _add(
    spans: Sequence[list[tuple[str, str]]], start: datetime, opens: datetime, closes: datetime
) -> None:
    """File a span under the day it begins; one of a day or more fills each day it covers."""
    if closes - opens < timedelta(days=1):
        index = (opens - start).days
        if 0 <= index < len(DAYS):
            spans[index].append((_clock(opens), _closing(opens, closes)))
        return
    for index in range(len(DAYS)):
        begin, end = start + timedelta(days=index), start + timedelta(days=index + 1)
        if opens < end and closes > begin:
            first, last = max(opens, begin), min(closes, end)
            spans[index].append((_clock(first), _closing(first, last)))


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _closing(opens: datetime, closes: datetime) -> str:
    at_midnight = closes.time() == time() and closes.date() > opens.date()
    return "24:00" if at_midnight else _clock(closes)


def _plain(text: str) -> str:
    plain = _DASHES.sub("-", text.strip())
    plain = _CLOCK.sub("", plain)
    plain = _GERMAN.sub(lambda found: _GERMAN_DAYS[found[1]], plain)
    return _SHORT_HOUR.sub(r"0\1:\2", plain)


def _where(text: str, message: str) -> str:
    """`ab Zeichen 7 („quark“)` from the parser's `--> 1:7`."""
    found = re.search(r"--> 1:(\d+)", message)
    column = int(found[1]) if found else 1
    rest = text[column - 1 :][:20]
    return f"ab Zeichen {column} („{rest}“)" if rest else "am Ende"
