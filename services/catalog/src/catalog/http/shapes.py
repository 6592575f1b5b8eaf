"""The answers' shapes, for the API's description; the bytes themselves are stored ready."""

from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, TypeVar
from uuid import UUID

from marketkit.money import Money
from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ListOf(Shape, Generic[Item]):
    items: list[Item]
    next: str | None


class DayShape(Shape):
    day: Literal["mo", "tu", "we", "th", "fr", "sa", "su"]
    spans: list[tuple[str, str]]


class ClosureShape(Shape):
    """Closed from the first day to the last, both included."""

    model_config = ConfigDict(extra="forbid", validate_by_name=True, serialize_by_alias=True)

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    text: str


class SpecialDayShape(Shape):
    """Other hours on one date; without spans it is closed."""

    day: date
    spans: list[tuple[str, str]]
    text: str


class CategoryShape(Shape):
    key: str
    name: str
    parent: str | None
    profile: str
    picture: str | None
    children: list["CategoryShape"]


class CategoriesShape(Shape):
    items: list[CategoryShape]


class NamedShape(Shape):
    key: str
    name: str


class AllergenShape(NamedShape):
    state: Literal["contains", "may_contain", "free_confirmed"]
    sub: list[str] = []
    """Which cereal, which nut."""


class UnitPriceShape(Money):
    per: str
    kind: str | None
    """How a cubic metre of firewood is measured."""


class PromotionShape(Shape):
    reference: Money | None
    """The lowest price of the thirty days before; null for short-dated goods."""
    percent: int | None
    until: datetime
    reason: Literal["normal", "perishable"]
    usual_price: Money
    """What it costs without the promotion: for the shop's own form, never to be struck out."""


class ImageShape(Shape):
    id: UUID
    alt: str
    width: int
    height: int
    urls: dict[Literal["320", "640", "1280"], str]


class WeighedShape(Shape):
    """Weighed at packing: what a kilogram costs, and what a piece costs at the most."""

    per_kg: Money
    grams: int
    max_grams: int
    most: Money


class VariantShape(Shape):
    id: UUID
    sku: str
    ean: str
    label: str
    price: Money
    promotion: PromotionShape | None
    vat_class: str
    content_amount: Decimal | None
    content_unit: str | None
    content_count: int
    content_drained: Decimal | None
    loose: bool
    unit_price_exempt: str | None
    unit_price: UnitPriceShape | None
    weighed: WeighedShape | None = None
    deposit: Money | None
    deposit_kind: str | None
    available: int | None
    on_order: bool


class ShopCardShape(Shape):
    id: UUID
    slug: str
    name: str
    place: str
    postal_code: str
    lat: float
    lon: float
    status: Literal["draft", "live", "paused"]
    pickup_note: str
    tax_mode: str
    phone: str
    picture: str | None
    street: str
    email: str
    opening_week: list[DayShape]
    closures: list[ClosureShape]
    special_days: list[SpecialDayShape]
    legal_name: str


class ProductShape(Shape):
    id: UUID
    slug: str
    title: str
    description: str
    status: Literal["draft", "in_review", "published", "withdrawn"]
    version: int
    category: NamedShape
    category_path: list[NamedShape]
    profile: str
    picture: str | None
    images: list[ImageShape]
    origin: str
    labels: list[str]
    ingredients: str
    allergens: list[AllergenShape]
    allergens_reviewed_at: datetime | None
    additives: list[NamedShape]
    details: dict[str, str]
    """Public statements by key; `/statements` says what each is."""
    age: int | None
    temperature: str | None
    withdrawal_class: str
    lead_days: int | None = None
    """So many days it takes to make, once it is ordered."""
    variants: list[VariantShape]
    availability: Literal["counted", "said"]
    said: Literal["today", "on_order", "out"] | None
    confirmed_at: datetime | None
    paused_for: str
    published_at: datetime | None
    updated_at: datetime
    shop: ShopCardShape


class PricePeriodShape(Shape):
    price: Money
    offered: bool
    valid_from: datetime
    valid_to: datetime | None


class VariantPricesShape(Shape):
    variant_id: UUID
    label: str
    lowest_30_days: Money | None
    periods: list[PricePeriodShape]


class PriceHistoryShape(Shape):
    variants: list[VariantPricesShape]
