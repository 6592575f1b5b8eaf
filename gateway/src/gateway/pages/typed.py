"""What stands in an address, read as what it can mean; empty or None for what means nothing."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from gateway.presenters.numbers import read_price

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DEAREST = 1_000_000_00
_HIDDEN = "Cf"
"""Unicode's category of soft hyphens and zero-width signs."""
_NEAR = re.compile(r"(-?\d{1,2}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)")


def rounded(text: str) -> str:
    """A position to about a kilometre."""
    found = _NEAR.fullmatch(text.strip())
    if not found:
        return ""
    lat, lon = float(found[1]), float(found[2])
    return f"{lat:.2f},{lon:.2f}" if abs(lat) <= 90 and abs(lon) <= 180 else ""  # noqa: PLR2004


def sorted_prices(low: str, high: str) -> tuple[int | None, int | None]:
    """Cents from two typed prices; who types them the wrong way round means the same."""
    first, last = _cents(low), _cents(high)
    if first is not None and last is not None and first > last:
        return last, first
    return first, last


def _cents(text: str) -> int | None:
    cents = read_price(text[:20]) if text else None
    return cents if cents is not None and 0 <= cents <= _DEAREST else None


def line(text: str, longest: int) -> str:
    """One line of printable letters; who copies a word from a page copies its soft hyphens, too."""
    seen = (letter for letter in text if unicodedata.category(letter) != _HIDDEN)
    printable = "".join(letter if letter.isprintable() else " " for letter in seen)
    return " ".join(printable.split())[:longest].strip()


def words(text: str, longest: int) -> str:
    """What can be searched: of signs alone one would find everything, as if it were an answer."""
    found = line(text, longest)
    return found if any(letter.isalnum() for letter in found) else ""


def day(text: str) -> str:
    """A day by name, or a date as ISO 8601."""
    if text in {"today", "tomorrow", *WEEKDAYS}:
        return text
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        return ""


def key(text: str) -> str:
    """Of a category or a shop."""
    return text if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", text) else ""


def keys(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(key, texts))))


def known(texts: Iterable[str], choices: tuple[str, ...]) -> tuple[str, ...]:
    """In the order of the choices, each once."""
    wanted = set(texts)
    return tuple(choice for choice in choices if choice in wanted)


def number(text: str, most: int) -> int | None:
    return min(int(text), most) if re.fullmatch(r"[1-9][0-9]{0,5}", text) else None
