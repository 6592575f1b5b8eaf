"""Search results and suggestions as the search service answers them."""

from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator

from gateway.pages.answers.base import Answer, Cents, Promotion, UnitPrice
from gateway.pages.answers.catalog import Named, ShopCard, named


class Hit(Answer):
    product_id: str
    slug: str = ""
    name: str = ""
    shop: ShopCard
    price: Cents
    unit_price: UnitPrice | None = None
    deposit: Cents | None = None
    deposit_kind: str = ""
    promotion: Promotion | None = None
    confirmed_at: datetime | None = None
    available: int | bool | None = None
    on_order: bool = False
    distance_km: float | None = None
    highlight: str = ""
    picture: str = ""
    image_url: str = ""
    category: str = ""
    labels: tuple[Annotated[Named, BeforeValidator(named)], ...] = ()

    @property
    def can_be_had(self) -> bool:
        return self.on_order or self.available is None or bool(self.available)


class FacetValue(Answer):
    key: str
    name: str = ""
    count: int = 0


class Facets(Answer):
    category: tuple[FacetValue, ...] = ()
    place: tuple[FacetValue, ...] = ()
    shop: tuple[FacetValue, ...] = ()
    label: tuple[FacetValue, ...] = ()


class ReadPlace(Answer):
    """A place that was read from the words themselves."""

    name: str = ""
    radius_km: float | None = None


class Understood(Answer):
    text: str = ""
    place: ReadPlace | None = None


class Results(Answer):
    hits: tuple[Hit, ...] = ()
    facets: Facets = Facets()
    total: int = 0
    page: int = 1
    per_page: int = 24
    took_ms: float = 0
    degraded: bool = False
    relaxed: bool = False
    understood: Understood = Understood()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // max(1, self.per_page)))
