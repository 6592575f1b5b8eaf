"""A question to the index, understood: words with their alternatives, filters, order, page."""

from dataclasses import dataclass
from enum import StrEnum

from search.domain.geo import Point
from search.domain.synonyms import Phrase

DEEPEST_HIT = 1000
"""Nobody reads further; a deeper page costs the engine more than it helps anyone."""


class Sort(StrEnum):
    BEST = "best"
    NEAREST = "nearest"
    PRICE = "price"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word as typed and folded, with its stem and how much misspelling it may hold."""

    folded: str
    stem: str
    typos: int
    is_prefix: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to say a unit. `weight` 1 means just as good."""

    phrase: Phrase
    weight: float


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that belong together ("rote Bete", or one word), and what else would do."""

    words: tuple[QueryWord, ...]
    alternatives: tuple[Alternative, ...] = ()
    canonical: str | None = None
    """The usual word for it here, folded, when another was typed."""
    is_known: bool = False
    """Goods are called that, so it is neither misspelt nor the beginning of something else."""
    broader: str | None = None
    """The stem of what it is a kind of: Erde for Blumenerde."""


def broadened(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The same with each compound replaced by what it is a kind of."""
    return tuple(
        Unit((QueryWord(unit.broader, unit.broader, 0, is_prefix=False),), is_known=True)
        if unit.broader
        else unit
        for unit in units
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """Within so many kilometres of a point."""

    centre: Point
    radius_km: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must fulfil; None and empty mean no matter."""

    category: str | None = None
    shop: str | None = None
    """A shop's slug or id."""
    places: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    """In one of the places, or under one of the codes."""
    circle: Circle | None = None
    available: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Everything an engine needs to answer."""

    text: str = ""
    """The words that are searched, as typed, place words taken out."""
    units: tuple[Unit, ...] = ()
    filters: Filters = Filters()
    origin: Point | None = None
    """Where distances are measured from."""
    sort: Sort = Sort.BEST
    page: int = 1
    per_page: int = 24
    with_facets: bool = True

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page

    @property
    def words(self) -> tuple[QueryWord, ...]:
        return tuple(word for unit in self.units for word in unit.words)
