"""Facts the way people write them: dates, numbers, lists, and words for the values of a code."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from marketkit.clock import HERE

from catalog.mail.wording import Wording
from catalog.store.mails import Json

_SPACE: Final = "\N{NO-BREAK SPACE}"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*(Z|[+-]\d{2}:\d{2})")
_ANY: Final = "*"


def said(value: Json, words: Mapping[str, str], wording: Wording) -> str:
    """`words` holds words for single values; under `*` a pattern for any other, with {n}."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return wording.labels["yes" if value else "no"]
    if isinstance(value, str):
        return words.get(value) or _text(value, wording)
    if isinstance(value, int | float):
        number = _number(value, wording)
        return words.get(number) or words.get(_ANY, "{n}").format(n=number)
    return _listed([said(one, words, wording) for one in value], wording)


def _text(value: str, wording: Wording) -> str:
    try:
        if _DAY.fullmatch(value):
            return _day(date.fromisoformat(value), wording)
        if _MOMENT.fullmatch(value):
            at = datetime.fromisoformat(value).astimezone(HERE)
            clock = wording.labels["clock"].format(time=f"{at:%H:%M}")
            return f"{_day(at.date(), wording)}, {clock}"
    except ValueError:
        pass  # it only looked like a date: it is said as it is
    return value


def _day(day: date, wording: Wording) -> str:
    dot = "." if wording.language == "de" else ""
    return f"{day.day}{dot}{_SPACE}{wording.months[day.month - 1]}{_SPACE}{day.year}"


def _number(value: float, wording: Wording) -> str:
    return f"{value:.15g}".replace(".", ",") if wording.language == "de" else f"{value:.15g}"


def _listed(items: list[str], wording: Wording) -> str:
    """`Preise, Bestand und Profil`."""
    *first, last = items or [""]
    return f"{', '.join(first)} {wording.labels['and']} {last}" if first else last
