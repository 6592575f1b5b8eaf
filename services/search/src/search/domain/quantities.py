"""Amounts in a query or title: "0,5 Liter", "500ml" and "1/2 l" are the same."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from search.domain.folding import Word

_UNITS: dict[str, tuple[str, int]] = {
    "g": ("g", 1),
    "gramm": ("g", 1),
    "kg": ("g", 1000),
    "kilo": ("g", 1000),
    "kilogramm": ("g", 1000),
    "pfund": ("g", 500),
    "ml": ("ml", 1),
    "cl": ("ml", 10),
    "l": ("ml", 1000),
    "liter": ("ml", 1000),
    "cm": ("mm", 10),
    "m": ("mm", 1000),
    "mm": ("mm", 1),
}


def amount_term(amount: str, unit: str) -> str | None:
    """One term for an amount: ("0,5", "l") → "500ml"; None when the unit is not a measure."""
    measure = _UNITS.get(unit)
    if measure is None:
        return None
    try:
        value = Decimal(amount.replace(",", ".")) * measure[1]
    except InvalidOperation:
        return None
    return f"{value.normalize():f}{measure[0]}"


def with_amounts(found: Iterable[Word]) -> list[Word]:
    """Number and unit joined to one word; everything else unchanged."""
    joined: list[Word] = []
    for word in found:
        before = joined[-1] if joined else None
        if before is not None and before.is_number and before.folded[-1].isdigit():
            term = amount_term(before.folded, word.folded)
            if term:
                joined[-1] = Word(before.start, word.end, term)
                continue
        joined.append(word)
    return joined
