"""What somebody asks a search for, as it was asked."""

from dataclasses import dataclass

from search.domain.diets import Diet, Trait
from search.domain.query import Sort


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search, each valid by itself."""

    q: str = ""
    category: str | None = None
    shops: frozenset[str] = frozenset()
    place: str | None = None
    radius_km: float | None = None
    near: str | None = None
    collect: str | None = None
    deliver_to: str | None = None
    price_from: int | None = None
    price_to: int | None = None
    diets: frozenset[Diet] = frozenset()
    traits: frozenset[Trait] = frozenset()
    available: bool = False
    sort: Sort = Sort.BEST
    page: int = 1
    per_page: int = 24
    literal: bool = False
    """Search the words as they stand; read no filters from them."""
    explain: bool = False

    @property
    def has_filters(self) -> bool:
        """Other than a place: whoever sets one has searched before."""
        chosen = (self.category, self.shops, self.collect, self.deliver_to, self.diets, self.traits)
        prices = (self.price_from, self.price_to)
        return any(chosen) or self.available or any(price is not None for price in prices)
