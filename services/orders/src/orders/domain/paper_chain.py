"""Numbers without gaps, and a chain of hashes in which no paper can be changed unseen."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from marketkit.clock import HERE

FIRST: Final = "0" * 64
"""What the first paper of a circle is chained to."""
OPERATOR: Final = UUID(int=0)
"""The circle of the market's own invoices to the shops."""
_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its circle a paper stands."""

    circle: UUID
    year: int
    seq: int
    previous_hash: str

    def following(self, year: int, previous_hash: str) -> "Place":
        """The next number; with the first paper of a year it begins anew. Years never go back."""
        if year > self.year:
            return Place(self.circle, year, 1, previous_hash)
        return Place(self.circle, self.year, self.seq + 1, previous_hash)


def year_of(at: datetime) -> int:
    return at.astimezone(HERE).year


def number_of(prefix: str, place: Place) -> str:
    return f"{prefix}-{place.year}-{place.seq:0{_DIGITS}d}"


def prefix_from(slug: str) -> str:
    """The first letters of a shop's name, until it chooses for itself."""
    letters = "".join(word[0] for word in re.split(r"[^a-z0-9]+", slug) if word)
    return (letters[:4] or "R").upper()


def seal(place: Place, number: str, document: dict[str, Any]) -> str:
    """The hash over everything a paper says and the hash before it, whatever way it is stored."""
    said = [str(place.circle), place.year, place.seq, number, place.previous_hash, document]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
