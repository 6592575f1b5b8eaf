"""What the catalogue tells: shops, their people, products, counted stock."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

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


class StaffMember(_Part):
    account_id: UUID
    role: Literal["owner", "staff", "packer", "advisor"]
    """`advisor`: a mandate of the shop to act for it."""


class StaffChanged(Event, type="catalog.staff.changed.v1", key="shop_id", expected=True):
    """Everyone who may act for the shop; an account that is missing here may no longer."""

    shop_id: UUID
    shop_slug: str
    staff: tuple[StaffMember, ...]


class UnitPrice(_Part):
    """The price per base unit (§ 4 PAngV), computed, never typed."""

    amount: int
    currency: str = "EUR"
    per: Literal["kg", "l", "m", "m²", "m³", "Anwendung", "Stück"]


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


class VariantState(_Part):
    variant_id: UUID
    sku: str
    label: str = ""
    price: int
    """Gross, in cents of `currency`."""
    currency: str = "EUR"
    vat_class: str
    content_amount: Decimal | None = None
    content_unit: str | None = None
    unit_price: UnitPrice | None = None
    deposit: int = 0
    deposit_kind: str | None = None
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
    published_at: datetime
    variants: tuple[VariantState, ...]


class ProductWithdrawn(Event, type="catalog.product.withdrawn.v1", key="product_id", expected=True):
    """The product may no longer be shown or sold."""

    product_id: UUID
    shop_id: UUID


class StockCounted(Event, type="catalog.stock.counted.v1", key="variant_id", expected=True):
    """Somebody said how much there is while editing the product."""

    variant_id: UUID
    product_id: UUID
    shop_id: UUID
    on_hand: int | None = None
    """Pieces on hand; None with `on_order`."""
    on_order: bool = False
    """Made when ordered: never runs out."""
