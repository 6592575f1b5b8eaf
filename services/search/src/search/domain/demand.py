"""What counts as a search worth remembering, and when it may be told: never about one person."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from marketkit.contracts.search import LEAST_SEARCHERS, REGION

_SPACE: Final = UUID("0193f3a0-7c1e-7d55-9b0e-6d61726b7421")
_LONGEST_TYPED, _LONGEST_TERM, _MOST_DIGITS = 80, 60, 5
_HIDDEN = "Cf"
"""Unicode's category of soft hyphens and zero-width signs, which come with copied words."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looked for, and where: a municipality, or the whole region."""

    term: str
    municipality: str = REGION


@dataclass(frozen=True, slots=True)
class Searched:
    """One search, answered."""

    sought: Sought
    found_nothing: bool


def sought(typed: str, understood: str, municipality: str | None) -> Sought | None:
    """None for what is no word, or may be about a person: people type addresses and numbers too.

    `understood` are the typed words without place and fillers.
    """
    if len(typed) > _LONGEST_TYPED or "@" in typed or len(_DIGIT.findall(typed)) > _MOST_DIGITS:
        return None
    # With a sign in it that nobody sees, the same word would be counted as another.
    seen = "".join(each for each in understood if unicodedata.category(each) != _HIDDEN)
    printable = "".join(each if each.isprintable() else " " for each in seen)
    term = " ".join(unicodedata.normalize("NFC", printable).lower().split())
    if not term or len(term) > _LONGEST_TERM:
        return None
    return Sought(term, municipality or REGION)


def may_be_told(searchers: int) -> bool:
    """Only what several people looked for independently says something about the region."""
    return searchers >= LEAST_SEARCHERS


def demand_id(week: str, what: Sought) -> UUID:
    """The same in every process, so that no one needs to be asked for it."""
    return uuid5(_SPACE, f"{week}\n{what.municipality}\n{what.term}")
