"""What a typed text turned out to mean: words to search, and filters that its words asked for."""

from dataclasses import dataclass
from datetime import date

from search.domain.diets import Diet, Trait
from search.domain.places import Area
from search.domain.query import Unit


@dataclass(frozen=True, slots=True)
class Day:
    """A pickup day, and the typed words that said so ("am" and "für" left out)."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """Another thing that an ambiguous word means: what it is called, and how to ask for it."""

    name: str
    q: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A diet, or what sets goods apart, and the typed words that asked for it."""

    key: Diet | Trait
    words: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text means. The `…_words` and `place_text` are the typed words that said so."""

    text: str
    """What is left to search, as typed."""
    units: tuple[Unit, ...]
    area: Area | None = None
    place_text: str = ""
    radius_km: float | None = None
    """"im Umkreis von 15 km": how far around the place."""
    radius_words: str = ""
    collect: Day | None = None
    deliver_to: str | None = None
    """A postal code."""
    deliver_words: str = ""
    price_to: int | None = None
    """Cents."""
    price_words: str = ""
    meanings: tuple[Meaning, ...] = ()
    wishes: tuple[Wish, ...] = ()
    claims: tuple[str, ...] = ()
    """What goods had better be without, as `claims.py` writes it."""
