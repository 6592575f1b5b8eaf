"""What an engine answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from search.domain.document import ProductCard


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that put a hit where it stands, in German words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    card: ProductCard
    summary: str
    distance_km: float | None
    why: tuple[Reason, ...] | None = None


@dataclass(frozen=True, slots=True)
class ShopHit:
    """A shop that the words name, itself or its trade."""

    id: str
    slug: str
    name: str
    kind: str
    tagline: str
    place: str
    picture: str | None
    image_url: str | None
    distance_km: float | None
    products: int
    """How many of the hits are its."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class PriceRange:
    """In cents."""

    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How the hits spread, as an engine counts. A group is counted as if nobody had chosen in it.

    What follows from the shop (place, pickup day) is counted by shop id only: the directory knows
    the rest, and one count serves for all three as long as none of them is chosen.
    """

    category: tuple[FacetCount, ...] = ()
    label: tuple[FacetCount, ...] = ()
    diet: tuple[FacetCount, ...] = ()
    trait: tuple[FacetCount, ...] = ()
    by_shop: Mapping[str, int] = field(default_factory=dict)
    by_shop_anywhere: Mapping[str, int] = field(default_factory=dict)
    """Without the filters of place."""
    by_shop_any_day: Mapping[str, int] = field(default_factory=dict)
    """Without the filter of the pickup day."""
    price: PriceRange | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How the hits spread; most frequent first, days in their order."""

    category: tuple[FacetCount, ...] = ()
    place: tuple[FacetCount, ...] = ()
    shop: tuple[FacetCount, ...] = ()
    label: tuple[FacetCount, ...] = ()
    diet: tuple[FacetCount, ...] = ()
    trait: tuple[FacetCount, ...] = ()
    collect: tuple[FacetCount, ...] = ()
    price: PriceRange | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    hits: tuple[Hit, ...] = ()
    counted: Counted = field(default_factory=Counted)
    total: int = 0
    engine: str = ""
    degraded: bool = False
    """Answered by the second engine because the first is out."""
    relaxed: bool = False
    """No product has all the words; these have some."""

    def as_degraded(self) -> Self:
        return replace(self, degraded=True)
