"""A question to the index, understood: words with their alternatives, filters, order, page."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, Self

from search.domain.diets import Diet, Trait
from search.domain.geo import Point
from search.domain.synonyms import Phrase

DEEPEST_HIT = 1000
"""Nobody reads further; a deeper page costs the engine more than it helps anyone."""
EXACT_UP_TO = 1000
"""Beyond, the answer says "more than"."""


class Sort(StrEnum):
    BEST = "best"
    NEAREST = "nearest"
    PRICE = "price"
    UNIT_PRICE = "unit_price"
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
    in_names: bool = False
    """Only what goods and categories are called counts, not shops and descriptions."""
    says_little: bool = False
    """A gift is nearly anything: beside it another word says more."""


def broadened(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The same with each compound replaced by what it is a kind of."""
    return tuple(
        Unit(
            (QueryWord(unit.broader, unit.broader, 0, is_prefix=False),),
            is_known=True,
            in_names=True,
        )
        if unit.broader
        else unit
        for unit in units
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """Within so many kilometres of a point."""

    centre: Point
    radius_km: float


class Group(StrEnum):
    """Filters among which one chooses; a group's counts ignore its own choice."""

    CATEGORY = "category"
    PLACE = "place"
    SHOP = "shop"
    DIET = "diet"
    TRAIT = "trait"
    COLLECT = "collect"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must fulfil, all of it; None and empty mean no matter."""

    category: str | None = None
    shops: frozenset[str] = frozenset()
    """Of one of these shops, each by its slug or id."""
    places: frozenset[str] = frozenset()
    postal_codes: frozenset[str] = frozenset()
    """In one of the places, or under one of the codes."""
    circle: Circle | None = None
    collect: frozenset[str] | None = None
    """Ids of the shops one can collect from on the day in question."""
    deliver: frozenset[str] | None = None
    """Ids of the shops that bring goods there."""
    price_from: int | None = None
    price_to: int | None = None
    """Cents, both included."""
    diets: frozenset[Diet] = frozenset()
    traits: frozenset[Trait] = frozenset()
    available: bool = False

    @property
    def chosen(self) -> tuple[Group, ...]:
        """The groups in which something is chosen."""
        return tuple(group for group in Group if self.without(group) != self)

    def without(self, group: Group) -> Self:
        """The same with the group left open."""
        return replace(self, **_OPEN[group])


_OPEN: Final[dict[Group, dict[str, Any]]] = {
    Group.CATEGORY: {"category": None},
    Group.PLACE: {"places": frozenset(), "postal_codes": frozenset(), "circle": None},
    Group.SHOP: {"shops": frozenset()},
    Group.DIET: {"diets": frozenset()},
    Group.TRAIT: {"traits": frozenset(), "available": False},
    Group.COLLECT: {"collect": None},
    Group.PRICE: {"price_from": None, "price_to": None},
}


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
    now: int = 0
    """In seconds since 1970: an offer that ended before is none."""
    all_shops: frozenset[str] = frozenset()
    """Ids of the open shops: who is not among them may be said more briefly than who is."""
    explain: bool = False
    """Whether each hit says why it stands where it stands."""
    claims: tuple[str, ...] = ()
    """What says that it is without something comes first; what does not say so comes after."""

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.per_page

    @property
    def words(self) -> tuple[QueryWord, ...]:
        return tuple(word for unit in self.units for word in unit.words)


def reachable_pages(total: int, per_page: int) -> int:
    """How many pages can be turned to."""
    return min(-(-total // per_page), DEEPEST_HIT // per_page)


def shorter_side(among: frozenset[str], every: frozenset[str]) -> tuple[bool, frozenset[str]]:
    """The set to filter by, and whether hits are in it or out of it: naming fewer is quicker."""
    others = every - among
    return (True, among) if not every or len(among) <= len(others) else (False, others)
