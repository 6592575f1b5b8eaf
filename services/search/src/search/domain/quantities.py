"""Amounts in a query or title: "0,5 Liter", "500ml" and "halber Liter" are the same."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from search.domain.folding import Word
from search.domain.german import word_set

_UNITS: dict[str, tuple[str, int]] = {
    unit: (base, factor)
    for base, factor, names in (
        ("g", 1, "g gr gramm"),
        ("g", 500, "pfund"),
        ("g", 1000, "kg kilo kilos kilogramm"),
        ("ml", 1, "ml milliliter"),
        ("ml", 10, "cl zentiliter"),
        ("ml", 1000, "l ltr liter litern"),
        ("mm", 1, "mm millimeter"),
        ("mm", 10, "cm zentimeter"),
        ("mm", 1000, "m meter metern"),
        ("stuck", 1, "stuck stucke stucken stk stck er erpack"),
        ("stuck", 12, "dutzend"),
        ("zoll", 1, "zoll"),
        ("watt", 1, "watt"),
        ("volt", 1, "volt"),
    )
    for unit in names.split()
}
_SPOKEN_UNITS = word_set("pfund kilo kilogramm gramm liter meter stuck dutzend")
_SPOKEN = {
    "halb": "0.5",
    "halbe": "0.5",
    "halber": "0.5",
    "halbes": "0.5",
    "halben": "0.5",
    "viertel": "0.25",
    "dreiviertel": "0.75",
    "anderthalb": "1.5",
    "eineinhalb": "1.5",
    "ein": "1",
    "eine": "1",
    "einen": "1",
    "zwei": "2",
    "drei": "3",
    "vier": "4",
    "funf": "5",
    "sechs": "6",
    "acht": "8",
    "zehn": "10",
    "zwolf": "12",
    "1\u20442": "0.5",
    "1\u20444": "0.25",
    "3\u20444": "0.75",
}
"""Number words, before units that are spoken with them."""
_FRACTIONS = {"1/2": "0.5", "1/4": "0.25", "3/4": "0.75"}
_PACKS = {
    "zweier": 2,
    "dreier": 3,
    "vierer": 4,
    "funfer": 5,
    "sechser": 6,
    "achter": 8,
    "zehner": 10,
    "zwolfer": 12,
    "zwanziger": 20,
}
_MOST_PIECES = 100
_PACK = re.compile(rf"({'|'.join(_PACKS)})(?:pack|packung|set|paket|karton|trager)")
_CONTAINERS = word_set("pack packung packungen set karton trager packchen")


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
    words = list(found)
    joined: list[Word] = []
    position = 0
    while position < len(words):
        word, taken = _amount_at(words, position)
        if word.folded != "x" or not (joined and joined[-1].is_number):  # 4 x 40
            joined.append(word)
        position += taken
    return joined


def _amount_at(words: Sequence[Word], position: int) -> tuple[Word, int]:
    """The amount that begins here, or the word that stands here, and how many words that is."""
    word = words[position]
    if (half := _fraction(words, position)) is not None:
        return half, 3
    if pack := _PACK.fullmatch(word.folded):
        return Word(word.start, word.end, f"{_PACKS[pack[1]]}stuck"), 1
    if word.folded == "dutzend":
        return Word(word.start, word.end, "12stuck"), 1
    after = words[position + 1].folded if position + 1 < len(words) else ""
    if word.is_number or word.folded in _SPOKEN:
        number = word.folded if word.folded[0].isdecimal() and "\u2044" not in word.folded else ""
        is_spoken = not number and (after in _SPOKEN_UNITS or not word.folded.isalpha())
        spoken = _SPOKEN.get(word.folded, "") if is_spoken else ""
        if term := amount_term(number or spoken, after):
            last = position + 1
            if after == "er" and (words[last].start != word.end or not _is_count(number)):
                return Word(word.start, word.end, word.folded), 1 + (words[last].start == word.end)
            if after in {"er", "dutzend"} and last + 1 < len(words):
                last += words[last + 1].folded in _CONTAINERS
            return Word(word.start, words[last].end, term), last - position + 1
    return word, 1


def _is_count(number: str) -> bool:
    """10er eggs are ten; 1050er flour is a type."""
    return number.isdecimal() and int(number) <= _MOST_PIECES


def _fraction(words: Sequence[Word], position: int) -> Word | None:
    """1/2 l: two small numbers with one sign between, and a unit."""
    upper, lower, unit = (*words[position : position + 3], None, None, None)[:3]
    if upper is None or lower is None or unit is None or lower.start - upper.end != 1:
        return None
    share = _FRACTIONS.get(f"{upper.folded}/{lower.folded}")
    term = amount_term(share, unit.folded) if share else None
    return Word(upper.start, unit.end, term) if term else None
