"""The region's reference data as the rules see it; the files are read elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from catalog.domain.statements import Chill, Default, Demand, Names, Statement
from catalog.domain.units import Units


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    postal_codes: tuple[str, ...]
    lat: float
    lon: float
    municipality: str = ""
    """Its bare name, without the association it belongs to."""


@dataclass(frozen=True, slots=True)
class Category:
    """A branch of the tree people browse."""

    key: str
    names: Names
    parent: str | None
    profile: str
    picture: str | None
    vat_class: str | None
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of product: what must be said about it before it goes on sale."""

    key: str
    names: Names
    required: tuple[str, ...]
    asks: tuple[str, ...]
    """Further statements the form offers; asked for, not enforced."""
    effects: frozenset[str]
    demands: tuple[Demand, ...] = ()
    """Statements that are mandatory under a condition."""
    defaults: tuple[Default, ...] = ()
    temperature: str | None = None
    chill: tuple[Chill, ...] = ()
    withdrawal: str = "none"
    exceptions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Other withdrawal classes the shop may choose, and what must be stated for them."""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class AllergenGroup:
    """Kinds within an allergen, and whether they must be called by their name."""

    sub: tuple[str, ...]
    must_name: bool


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words the market does not carry. A word ending in `*` matches the start of longer words."""

    key: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...]
    message: str
    needs: str = ""
    """`evidence`: may be said with proof; `never`: not at all."""
    effect: str = ""
    """Only for kinds of products with this effect."""
    fields: tuple[str, ...] = ()
    """Where it looks; empty: everywhere."""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A promise, and what beside it shows that it cannot be true; exactly one promise is named."""

    rule: WordRule
    """Words among the ingredients."""
    free_of: str = ""
    """An allergen that is confirmed not to be in it."""
    label: str = ""
    statement: str = ""
    contains: frozenset[str] = frozenset()
    """Allergens that say the same as the words."""


@dataclass(frozen=True, slots=True)
class StrikeRule:
    """A way of writing a discount that may only come from a promotion."""

    key: str
    pattern: re.Pattern[str]
    message: str


@dataclass(frozen=True)
class Region:
    """Everything the catalogue must know about where it runs."""

    categories: Mapping[str, Category]
    profiles: Mapping[str, Profile]
    allergens: Mapping[str, Names]
    additives: Mapping[str, Names]
    tax_modes: Mapping[str, tuple[str, ...]]
    """The VAT classes a shop may use, by how it is taxed."""
    deposits: Mapping[str, int | None]
    """Cents by kind; None where the shop names the amount."""
    places: tuple[Place, ...]
    place: str = ""
    """The town the market is named after."""
    single_use: frozenset[str] = frozenset()
    """Kinds of deposits on what is thrown away after use."""
    blocked: tuple[WordRule, ...] = ()
    """Goods the market does not carry, by words in the title."""
    claims: tuple[WordRule, ...] = ()
    """Promises nobody may make, by words anywhere in the text."""
    approvals: tuple[WordRule, ...] = ()
    """Goods that an operator looks at first, by words."""
    approval_profiles: frozenset[str] = frozenset()
    approval_categories: frozenset[str] = frozenset()
    contradictions: tuple[Contradiction, ...] = ()
    """Promises about food that its ingredients may belie."""
    statements: Mapping[str, Statement] = field(default_factory=dict)
    allergen_groups: Mapping[str, AllergenGroup] = field(default_factory=dict)
    temperatures: Mapping[str, Names] = field(default_factory=dict)
    withdrawals: Mapping[str, Names] = field(default_factory=dict)
    units: Units = field(default_factory=Units)
    """What content is measured in, and the words for amounts."""
    strike_words: tuple[StrikeRule, ...] = ()
    """Ways to write an old price or a discount by hand."""
    box: tuple[float, float, float, float] = field(default=(-90.0, -180.0, 90.0, 180.0))
    """South, west, north, east: a point outside is a typing error."""

    def category_path(self, key: str) -> tuple[str, ...]:
        """From the root to `key`, both included."""
        path: list[str] = []
        at: str | None = key
        while at is not None:
            path.append(at)
            at = self.categories[at].parent
        return tuple(reversed(path))

    def profile_of(self, category: str) -> Profile:
        return self.profiles[self.categories[category].profile]

    def branch(self, key: str) -> frozenset[str]:
        """`key` and everything under it; empty for an unknown key."""
        if key not in self.categories:
            return frozenset()
        below = (self.branch(child) for child in self.categories[key].children)
        return frozenset({key}).union(*below)

    @cached_property
    def postal_codes(self) -> frozenset[str]:
        return frozenset(code for place in self.places for code in place.postal_codes)

    def find_place(self, name: str, postal_code: str) -> Place | None:
        """The place of that name, preferring the one with that postal code."""
        named = self._places_by_name.get(name.casefold(), ())
        with_code = [place for place in named if postal_code in place.postal_codes]
        return next(iter(with_code or named), None)

    def municipality_of(self, name: str, postal_code: str) -> str | None:
        """Where a place belongs to; None for places the region does not know."""
        place = self.find_place(name, postal_code)
        return place.municipality if place else None

    def contains(self, lat: float, lon: float) -> bool:
        south, west, north, east = self.box
        return south <= lat <= north and west <= lon <= east

    @cached_property
    def _places_by_name(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.places:
            found[place.name.casefold()] = (*found.get(place.name.casefold(), ()), place)
        return found
