"""What an engine answers."""

from dataclasses import dataclass, field, replace
from typing import Self

from search.domain.document import ProductCard


@dataclass(frozen=True, slots=True)
class Hit:
    card: ProductCard
    summary: str
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class FacetCount:
    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How the hits spread; most frequent first."""

    category: tuple[FacetCount, ...] = ()
    place: tuple[FacetCount, ...] = ()
    shop: tuple[FacetCount, ...] = ()
    label: tuple[FacetCount, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    hits: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=Facets)
    total: int = 0
    engine: str = ""
    degraded: bool = False
    """Answered by the second engine because the first is out."""
    relaxed: bool = False
    """No product has all the words; these have some."""

    def as_degraded(self) -> Self:
        return replace(self, degraded=True)
