"""Search results and suggestions as the search service answers them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field

from gateway.pages.answers.base import Answer, Cents, Promotion, UnitPrice
from gateway.pages.answers.catalog import Named, ShopCard, named


class Why(Answer):
    """One reason why a hit stands where it stands, in the region's language."""

    key: str = ""
    words: str = ""


class Hit(Answer):
    product_id: str
    slug: str = ""
    name: str = ""
    shop: ShopCard
    price: Cents
    price_is_lowest: bool = False
    """There are variants that cost more."""
    on_request: bool = False
    unit_price: UnitPrice | None = None
    deposit: Cents | None = None
    deposit_kind: str = ""
    promotion: Promotion | None = None
    weighed: bool = False
    confirmed_at: datetime | None = None
    available: int | bool | None = None
    on_order: bool = False
    distance_km: float | None = None
    highlight: str = ""
    excerpt: str = ""
    picture: str = ""
    image_url: str = ""
    category: str = ""
    labels: tuple[Annotated[Named, BeforeValidator(named)], ...] = ()
    collect_from: date | None = None
    """The next day on which its shop hands things out."""
    diets: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    why: tuple[Why, ...] = ()

    @property
    def can_be_had(self) -> bool:
        return self.on_order or self.available is None or bool(self.available)


class ShopHit(ShopCard):
    """A shop that the words name, or its trade."""

    kind: str = ""
    distance_km: float | None = None
    highlight: str = ""
    products: int = 0


class FacetValue(Answer):
    key: str
    name: str = ""
    count: int = 0


class PriceSpan(Answer):
    """The cheapest and the dearest of what was found, in cents."""

    min: int = 0
    max: int = 0


class Facets(Answer):
    category: tuple[FacetValue, ...] = ()
    place: tuple[FacetValue, ...] = ()
    shop: tuple[FacetValue, ...] = ()
    label: tuple[FacetValue, ...] = ()
    diet: tuple[FacetValue, ...] = ()
    trait: tuple[FacetValue, ...] = ()
    collect: tuple[FacetValue, ...] = ()
    price: PriceSpan | None = None

    def counts(self, group: str) -> dict[str, int]:
        return {value.key: value.count for value in getattr(self, group)}


class Read(Answer):
    """Something that was read from the words themselves."""

    words: str = ""
    applied: bool = True
    """False when nothing was found with it, and the results do without it."""


class ReadPlace(Read):
    name: str = ""
    radius_km: float | None = None


class ReadDay(Read):
    day: date


class ReadDelivery(Read):
    postal_code: str = ""


class ReadPrice(Read):
    amount: Cents


class ReadWish(Read):
    """A diet, or what sets goods apart."""

    key: str = ""


class Understood(Answer):
    text: str = ""
    place: ReadPlace | None = None
    collect: ReadDay | None = None
    deliver_to: ReadDelivery | None = None
    price: ReadPrice | None = Field(default=None, alias="price_to")
    diets: tuple[ReadWish, ...] = ()
    traits: tuple[ReadWish, ...] = ()

    @property
    def left_out(self) -> str:
        """The words with which nothing would have been found."""
        named = (self.collect, self.place, self.deliver_to, self.price)
        parts: tuple[Read | None, ...] = (*named, *self.diets, *self.traits)
        return " ".join(part.words for part in parts if part and not part.applied)


class Meaning(Answer):
    """Another thing that the same word means, and how to ask for it."""

    name: str
    q: str


class Results(Answer):
    hits: tuple[Hit, ...] = ()
    shops: tuple[ShopHit, ...] = ()
    facets: Facets = Facets()
    total: int = 0
    total_is_exact: bool = True
    page: int = 1
    per_page: int = 24
    reachable: int | None = Field(default=None, alias="pages")
    degraded: bool = False
    relaxed: bool = False
    corrected: str = ""
    meanings: tuple[Meaning, ...] = ()
    understood: Understood = Understood()

    @property
    def pages(self) -> int:
        """How many pages can be turned to; deep ones are not to be had."""
        counted = max(1, -(-self.total // max(1, self.per_page)))
        return counted if self.reachable is None else max(1, self.reachable)

    @property
    def ends_early(self) -> bool:
        """There are more hits than pages to turn."""
        return self.total > self.pages * self.per_page or not self.total_is_exact


class MarketDay(Answer):
    """What can be collected on one of the next days."""

    day: date
    shops: int = 0
    products: int = 0


class MarketDays(Answer):
    items: tuple[MarketDay, ...] = ()
