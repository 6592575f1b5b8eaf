"""The shape of the answers, for the API's description; the bytes are built without it."""

from datetime import date

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


class ReasonModel(BaseModel):
    key: str
    words: str
    """In German."""


class HitModel(BaseModel):
    product_id: str
    slug: str
    name: str
    shop: ShopModel
    price: MoneyModel
    """Of the cheapest variant."""
    price_is_lowest: bool
    """There are variants that cost more."""
    on_request: bool
    """Work that is offered for a question; its price is where it begins, and 0 says nothing."""
    unit_price: UnitPriceModel | None
    deposit: MoneyModel | None
    deposit_kind: str | None
    promotion: PromotionModel | None
    weighed: bool
    """Sold by weight: the price is that of the usual weight, the unit price that of a kilogram."""
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
    collect_from: date | None
    """The first day for which its shop still takes an order."""
    diets: list[str]
    traits: list[str]
    why: list[ReasonModel] | None
    """With `explain`: why it stands where it stands."""


class ShopHitModel(BaseModel):
    id: str
    slug: str
    name: str
    kind: str
    tagline: str
    place: str
    picture: str | None
    image_url: str | None
    distance_km: float | None
    highlight: str
    products: int
    """How many of the hits are its."""


class CountModel(BaseModel):
    key: str
    count: int


class PriceRangeModel(BaseModel):
    """In cents."""

    min: int
    max: int


class FacetsModel(BaseModel):
    """Each group is counted as if nothing were chosen in it."""

    category: list[CountModel]
    place: list[CountModel]
    shop: list[CountModel]
    label: list[CountModel]
    diet: list[CountModel]
    trait: list[CountModel]
    collect: list[CountModel]
    """By ISO day, in their order: what one can still order for the next seven days."""
    price: PriceRangeModel | None


class NamedPlaceModel(BaseModel):
    name: str
    words: str
    radius_km: float | None
    """How far it was searched around; null when it was searched anywhere."""
    applied: bool
    """False: there was nothing, and it was searched without."""


class NamedDayModel(BaseModel):
    day: date
    words: str
    applied: bool


class NamedDeliveryModel(BaseModel):
    postal_code: str
    words: str
    applied: bool


class NamedPriceModel(BaseModel):
    amount: int
    """Cents, included."""
    words: str
    applied: bool


class NamedWishModel(BaseModel):
    key: str
    """Of the facet `diet` or `trait`."""
    words: str
    applied: bool


class UnderstoodModel(BaseModel):
    """What the words asked for; `literal=true` searches them as they stand."""

    text: str
    place: NamedPlaceModel | None
    collect: NamedDayModel | None
    deliver_to: NamedDeliveryModel | None
    price_to: NamedPriceModel | None
    diets: list[NamedWishModel]
    traits: list[NamedWishModel]


class MeaningModel(BaseModel):
    """Another thing that the word means, and how to ask for it."""

    name: str
    q: str


class AnswerModel(BaseModel):
    hits: list[HitModel]
    shops: list[ShopHitModel]
    """Those that the words name, or whose trade they name; on the first page."""
    facets: FacetsModel
    total: int
    """Counted out up to 1000."""
    total_is_exact: bool
    """False: there are more than `total`."""
    page: int
    per_page: int
    pages: int
    """How many can be turned to."""
    took_ms: float
    engine: str
    degraded: bool
    relaxed: bool
    """No product has all the words; these have some."""
    corrected: str | None
    """What was searched instead of a misspelling."""
    meanings: list[MeaningModel]
    understood: UnderstoodModel


class SuggestedProductModel(BaseModel):
    product_id: str
    slug: str
    name: str
    shop: ShopModel
    price: MoneyModel
    price_is_lowest: bool
    on_request: bool
    picture: str | None
    image_url: str | None


class SuggestedShopModel(BaseModel):
    slug: str
    name: str
    place: str


class SuggestedCategoryModel(BaseModel):
    key: str
    name: str


class SuggestionsModel(BaseModel):
    products: list[SuggestedProductModel]
    shops: list[SuggestedShopModel]
    categories: list[SuggestedCategoryModel]
    terms: list[str]
    """Whole words and phrases to go on with."""
    corrected: str | None
    """What the other suggestions are for, when what was typed finds nothing."""
