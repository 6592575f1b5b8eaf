"""The shape of the answers, for the API's description; the bytes are built without it."""

from pydantic import BaseModel


class MoneyModel(BaseModel):
    amount: int
    currency: str


class UnitPriceModel(MoneyModel):
    per: str
    kind: str | None
    """How a cubic metre of firewood is measured."""


class PromotionModel(BaseModel):
    reference: MoneyModel | None
    """The lowest price of the thirty days before (§ 11 PAngV)."""
    percent: int | None
    until: str
    reason: str


class ShopModel(BaseModel):
    id: str
    slug: str
    name: str
    place: str


class HitModel(BaseModel):
    product_id: str
    slug: str
    name: str
    shop: ShopModel
    price: MoneyModel
    """Of the cheapest variant."""
    unit_price: UnitPriceModel | None
    deposit: MoneyModel | None
    deposit_kind: str | None
    promotion: PromotionModel | None
    confirmed_at: str | None
    """When somebody last said that the offer holds; null for goods that are counted."""
    available: int | None
    """Pieces over all variants, counted out up to 10; null: does not run out."""
    on_order: bool
    distance_km: float | None
    highlight: str
    """The name as HTML: escaped, hits in <mark>."""
    excerpt: str | None
    """The description around its first hit, in the same way; only where the name has none."""
    picture: str | None
    image_url: str | None
    category: str
    labels: list[str]


class CountModel(BaseModel):
    key: str
    count: int


class FacetsModel(BaseModel):
    category: list[CountModel]
    place: list[CountModel]
    shop: list[CountModel]
    label: list[CountModel]


class NamedPlaceModel(BaseModel):
    name: str
    words: str
    radius_km: float | None
    """How far it was searched around; null when there was nothing and it was searched anywhere."""


class UnderstoodModel(BaseModel):
    text: str
    place: NamedPlaceModel | None


class AnswerModel(BaseModel):
    hits: list[HitModel]
    facets: FacetsModel
    total: int
    page: int
    per_page: int
    took_ms: float
    engine: str
    degraded: bool
    relaxed: bool
    """No product has all the words; these have some."""
    understood: UnderstoodModel


class NamedProductModel(BaseModel):
    product_id: str
    slug: str
    name: str


class NamedShopModel(BaseModel):
    slug: str
    name: str


class NamedCategoryModel(BaseModel):
    key: str
    name: str


class SuggestionsModel(BaseModel):
    products: list[NamedProductModel]
    shops: list[NamedShopModel]
    categories: list[NamedCategoryModel]
    terms: list[str]
