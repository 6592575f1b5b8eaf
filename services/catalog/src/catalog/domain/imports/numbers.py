"""Numbers as people write them into tables: `4,80 €`, `1.234,50`, `4.8`, `12,-`."""

import re
from decimal import Decimal
from typing import Final

from catalog.domain.imports.table import Cell

_SPACES: Final = re.compile("[\\s\u00a0\u2007\u2009\u202f'\u2019]+")
_MONEY: Final = re.compile(r"(?:€|euro|eur)\.?", re.IGNORECASE)
_DASH: Final = re.compile(r"[,.](?:-{1,2}|\u2013|\u2014)$")
_PLAIN: Final = re.compile(r"[+-]?\d+")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")
_DECIMAL: Final = re.compile(r"[+-]?\d*[.,]\d+")
_GROUPED: Final = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+)")
_MOST_DIGITS: Final = 15
_ACTIVE: Final = ("=", "+", "-", "@")


class NoNumberError(ValueError):
    """What stands there is no number, or could be two different ones."""


def number_of(cell: Cell) -> Decimal:
    """The number in a cell. Raises NoNumberError.

    Of two signs the last is the decimal one; a single sign before three digits parts thousands.
    """
    if isinstance(cell, bool) or cell is None:
        raise NoNumberError
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    text = _SPACES.sub("", cell)
    if sum(sign.isdigit() for sign in text) > _MOST_DIGITS:
        raise NoNumberError
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        decimal = max(",.", key=text.rfind)
        thousands = "." if decimal == "," else ","
        return Decimal(text.replace(thousands, "").replace(decimal, "."))
    if _THOUSANDS.fullmatch(text) and _is_german(text):
        return Decimal(re.sub(r"[.,]", "", text))
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise NoNumberError


def _is_german(text: str) -> bool:
    """Points part thousands. One comma before three digits could be either, so it is refused."""
    signs = [sign for sign in text if sign in ",."]
    if signs == [","]:
        raise NoNumberError
    return len(set(signs)) == 1


def cents_of(cell: Cell) -> int:
    """A price in cents. Raises NoNumberError, also for fractions of a cent."""
    if isinstance(cell, str):
        cell = _DASH.sub("", _SPACES.sub("", _MONEY.sub("", cell)))
    cents = number_of(cell) * 100
    if cents != cents.to_integral_value():
        raise NoNumberError
    return int(cents)


def amount_of(cell: Cell) -> Decimal:
    """An amount of content. `1.500` could be one and a half or fifteen hundred: refused."""
    if isinstance(cell, str) and _THOUSANDS.fullmatch(_SPACES.sub("", cell)):
        raise NoNumberError
    return number_of(cell)


def whole_of(cell: Cell) -> int:
    """A number of pieces. Raises NoNumberError."""
    number = number_of(cell)
    if number != number.to_integral_value():
        raise NoNumberError
    return int(number)


def text_of(cell: Cell) -> str:
    """A cell as text: an article number that the spreadsheet took for a number has no `.0`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f").replace(".", ",")
    text = str(cell).strip()
    # Exports put an apostrophe before what a spreadsheet would take for a formula.
    return text[1:] if text[:1] == "'" and text[1:2] in _ACTIVE else text
