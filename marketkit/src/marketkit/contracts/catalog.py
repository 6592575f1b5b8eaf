"""What the catalogue tells: shops, their people, products, counted stock."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from marketkit.contracts.envelope import Event


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Imprint(_Part):
    """Who answers for the shop (§ 5 DDG)."""

    legal_name: str = ""
    representative: str = ""
    legal_form: str = ""
    register_entry: str = ""
    vat_id: str = ""
    authority: str = ""


class ClosureState(_Part):
    """The shop is closed on these days, the first and the last included."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", validate_by_name=True, serialize_by_alias=True
    )

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    text: str = ""


class SpecialDayState(_Part):
    """On this day these hours hold instead of the usual ones; without spans it is closed."""

    day: date
    spans: tuple[tuple[str, str], ...] = ()
    text: str = ""


class DeliveryState(_Part):
    """Where the shop itself brings goods to, and what that costs."""

    postal_codes: tuple[str, ...]
    fee: int = 0
    """Gross, in cents, for each delivery."""
    free_from: int | None = None
    """The value of goods in cents from which it costs nothing."""
    minimum: int = 0
    """Below this value of goods in cents it does not come."""
    days: tuple[str, ...] = ()
    """`mo` to `su`; empty: by arrangement."""
    note: str = ""


class LegalTextState(_Part):
    """Which version of a text holds: what an order has to keep."""

    kind: Literal["imprint", "terms", "withdrawal"]
    version: int
    digest: str
    valid_from: datetime


class ShopChanged(Event, type="catalog.shop.changed.v1", key="shop_id", expected=True):
    """The whole public state of a shop."""

    shop_id: UUID
    slug: str
    name: str
    kind: str = ""
    tagline: str = ""
    story: str = ""
    status: Literal["draft", "live", "paused"]
    street: str = ""
    postal_code: str
    place: str
    lat: float
    lon: float
    opening_hours: str = ""
    preparation_minutes: int = 60
    pickup_note: str = ""
    phone: str = ""
    email: str = ""
    imprint: Imprint = Imprint()
    tax_mode: str = "standard"
    picture: str | None = None
    image_url: str | None = None
    closures: tuple[ClosureState, ...] = ()
    """Those that are not over, in order; they do not touch each other."""
    special_days: tuple[SpecialDayState, ...] = ()
    delivery: DeliveryState | None = None
    """None: goods are collected."""
    legal: tuple[LegalTextState, ...] = ()


class LegalTextPublished(
    Event, type="catalog.legal_text.published.v1", key="text_id", expected=True
):
    """The words of one version of a shop's text: said once, they never change."""

    text_id: UUID
    shop_id: UUID
    kind: Literal["imprint", "terms", "withdrawal"]
    title: str
    text: str
    """A line is a paragraph, `# ` begins a heading."""
    digest: str
    """As `ShopChanged.legal` names it: SHA-256 of title, an empty line, and text."""
    valid_from: datetime


class StaffMember(_Part):
    account_id: UUID
    role: Literal["owner", "staff", "packer", "advisor"]
    """`advisor`: a mandate of the shop to act for it."""
    actions: tuple[str, ...] | None = None
    """What an advisor may do with orders (`orders`) and stock (`stock`); None: not said, so of an
    advisor nothing. Everybody else may do what their role allows."""
    until: datetime | None = None
    """The first moment at which this no longer holds."""


class StaffChanged(Event, type="catalog.staff.changed.v1", key="shop_id", expected=True):
    """Everyone who may act for the shop; an account that is missing here may no longer."""

    shop_id: UUID
    shop_slug: str
    staff: tuple[StaffMember, ...]


class UnitPrice(_Part):
    """The price per base unit (§ 4 PAngV), computed, never typed."""

    amount: int
    currency: str = "EUR"
    per: Literal["kg", "l", "m", "m²", "m³", "Anwendung", "Stück", "100 g", "100 ml"]
    """By the hundred only for goods that are weighed when the buyer asks for them."""
    kind: str | None = None
    """How a cubic metre of firewood is measured: rm stacked, srm loose, fm solid."""


class PromotionState(_Part):
    """A lower price for a time (§ 11 PAngV), computed, never typed."""

    reference: int | None = None
    """The lowest price of the thirty days before, in cents; None with `perishable`."""
    percent: int | None = None
    """How far below the reference, rounded down."""
    until: datetime
    reason: Literal["normal", "perishable"] = "normal"


class ImageState(_Part):
    id: UUID
    alt: str = ""
    width: int
    height: int
    urls: dict[str, str]
    """Width in pixels → path, e.g. `{"320": "/media/….webp"}`."""


class AllergenState(_Part):
    key: str
    state: Literal["contains", "may_contain", "free_confirmed"]
    sub: tuple[str, ...] = ()
    """Which cereal, which nut."""


class WeighedState(_Part):
    """Sold by what it weighs at packing (Art. 246a § 1 (1) no. 5 EGBGB): a price for the kilogram,
    about how much a piece weighs, and how much at most. The variant's `price` is that of the
    likely weight; what is agreed in an order is that of the most, and nobody pays more."""

    per_kg: int
    """Gross, in cents."""
    grams: int
    max_grams: int


class VariantState(_Part):
    variant_id: UUID
    sku: str
    label: str = ""
    price: int
    """Gross, in cents of `currency`; while a promotion runs its price."""
    promotion: PromotionState | None = None
    currency: str = "EUR"
    vat_class: str
    content_amount: Decimal | None = None
    """Of one piece."""
    content_unit: str | None = None
    content_count: int = 1
    """Pieces in a multipack."""
    content_drained: Decimal | None = None
    """The drained weight of one piece, in grams."""
    unit_price: UnitPrice | None = None
    deposit: int = 0
    deposit_kind: str | None = None
    weighed: WeighedState | None = None
    position: int = 0


class ProductChanged(Event, type="catalog.product.changed.v1", key="product_id", expected=True):
    """The whole public state of a published product."""

    product_id: UUID
    shop_id: UUID
    shop_slug: str
    title: str
    slug: str
    description: str = ""
    category: str
    category_path: tuple[str, ...]
    """From the root to `category`, both included."""
    profile: str
    picture: str | None = None
    images: tuple[ImageState, ...] = ()
    origin: str = ""
    labels: tuple[str, ...] = ()
    ingredients: str = ""
    allergens: tuple[AllergenState, ...] = ()
    additives: tuple[str, ...] = ()
    details: dict[str, str] = Field(default_factory=dict)
    """Public statements by key, as the region's statements name them."""
    age: int | None = None
    """Only for people of that age, checked at the hand-over."""
    temperature: str | None = None
    """How cold it must stay, by the region's classes."""
    withdrawal_class: str | None = None
    """Whether and how the buyer may withdraw (§ 312g BGB), by the region's classes."""
    lead_days: int = 0
    """Made when ordered: so many days later it can be collected at the earliest."""
    published_at: datetime
    confirmed_at: datetime | None = None
    """When somebody last said that the offer holds; None for goods that are counted."""
    variants: tuple[VariantState, ...]


class ProductWithdrawn(Event, type="catalog.product.withdrawn.v1", key="product_id", expected=True):
    """The product may no longer be shown or sold."""

    product_id: UUID
    shop_id: UUID


class RecalledItem(_Part):
    """A product, or one variant of it."""

    product_id: UUID
    product_version: int
    """From this version on it is off sale."""
    shop_id: UUID
    title: str
    variant_id: UUID | None = None
    variant: str = ""


class RecallPublished(Event, type="catalog.recall.published.v1", key="recall_id", expected=True):
    """Goods that were sold are dangerous: who bought them is written to.

    Told again when the words are corrected (`mail` says whether to write once more) and when the
    recall is over.
    """

    recall_id: UUID
    number: str
    products: tuple[RecalledItem, ...]
    batch: str = ""
    """Empty: every batch."""
    sold_from: date | None = None
    sold_to: date | None = None
    """Both days included, on the region's calendar."""
    title: str
    danger: str
    action: str
    remedy: str
    contact: str
    published_at: datetime
    mail: bool = True
    ended: bool = False


class StockCounted(Event, type="catalog.stock.counted.v1", key="variant_id", expected=True):
    """Somebody said in the catalogue how much there is.

    Neither `on_hand` nor `on_order`: it is there, and nobody counts how much.
    """

    variant_id: UUID
    product_id: UUID
    shop_id: UUID
    on_hand: int | None = None
    """Pieces on hand; None when nobody counts."""
    on_order: bool = False
    """Made when ordered: never runs out."""
