"""A highest price in the words: "unter 5 Euro", "bis 10 €", "maximal 3,50€"."""

import re
from decimal import Decimal
from typing import NamedTuple

from search.domain.german import word_set
from search.domain.typed import Typed

_BELOW = frozenset(("unter", "weniger", "under", "below"))
_UP_TO = word_set("bis max maximal hochstens fur um")
_FROM, _TO = frozenset(("zwischen", "von")), frozenset(("und", "bis"))
_DASHES = frozenset(("-", "\u2013"))
_FILLERS = frozenset(("zu", "als", "ca", "circa", "etwa"))
_EUROS, _CENTS = frozenset(("euro", "eur", "euros")), frozenset(("cent", "ct", "cents"))
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MOST = 10_000_000


class Price(NamedTuple):
    cents: int
    words: str


def read_highest_price(typed: Typed) -> Price | None:
    """A bare "20 Euro" stays: that is what a voucher may be called."""
    for position in range(len(typed)):
        if not typed.is_number(position):
            continue
        unit = _unit(typed, position)
        limit = position - 1
        while typed.at(limit) in _FILLERS:
            limit -= 1
        if unit is not None and (lower := _lower_bound(typed, position)) is not None:
            limit = lower
        elif unit is None or typed.at(limit) not in _BELOW | _UP_TO:
            continue
        factor, last = unit
        cents = int(_amount(typed.at(position)) * factor)
        if typed.at(limit) in _BELOW:
            cents -= 1
        if 0 < cents <= _MOST:
            words = typed.take(limit, last)
            sign, found, _ = typed.follows(last).partition("€")
            return Price(cents, f"{words}{sign}{found}" if found else words)
    return None


def _lower_bound(typed: Typed, position: int) -> int | None:
    """Where "zwischen 5 und", "von 5 bis" or "5-" begins; the upper price is the filter."""
    if typed.is_number(position - 1) and typed.before(position).strip() in _DASHES:
        return position - 1
    begins = typed.at(position - 3) in _FROM and typed.is_number(position - 2)
    return position - 3 if begins and typed.at(position - 1) in _TO else None


def _unit(typed: Typed, position: int) -> tuple[int, int] | None:
    """Cents per unit, and where it ends; "unter 10" at the end are euros, too."""
    if "€" in typed.follows(position) or "€" in typed.before(position):
        return 100, position
    after = typed.at(position + 1)
    if after in _EUROS or (not after and typed.at(position - 1) in _BELOW):
        return 100, position + (after in _EUROS)
    return (1, position + 1) if after in _CENTS else None


def _amount(number: str) -> Decimal:
    if _THOUSANDS.fullmatch(number):
        return Decimal(number.replace(".", ""))
    whole, _, part = number.replace(",", ".").partition(".")
    return Decimal(f"{whole}.{part.partition('.')[0] or 0}")
