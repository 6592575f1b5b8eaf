"""Shops, products and categories as the catalog answers them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from marketkit.money import Money
from pydantic import BeforeValidator, Field

from gateway.pages.answers.base import Answer, Cents, Promotion, UnitPrice, Weighed


def named(value: Any) -> Any:
    """A bare key stands for itself until somebody gives it a name."""
    return {"key": value, "name": ""} if isinstance(value, str) else value


class Named(Answer):
    key: str
    name: str = ""


class Allergen(Named):
    state: str = "contains"
    sub: tuple[str, ...] = ()


class DayHours(Answer):
    day: str
    spans: tuple[list[str], ...] = ()


class Closure(Answer):
    """Closed from the first day to the last, both included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    text: str = ""


class SpecialDay(Answer):
    """Other hours on one date; without spans it is closed."""

    day: date
    spans: tuple[list[str], ...] = ()
    text: str = ""


class ShopImage(Answer):
    alt: str = ""
    width: int = 0
    height: int = 0
    urls: dict[str, str] = Field(default_factory=dict)


class Imprint(Answer):
    legal_name: str = ""
    representative: str = ""
    legal_form: str = ""
    register_entry: str = ""
    vat_id: str = ""
    w_idnr: str = ""
    authority: str = ""
    chamber: str = ""
    profession: str = ""
    arbitration: str = ""
    arbitration_body: str = ""


class Missing(Answer):
    """What a shop still lacks before it may go on sale."""

    field: str = ""
    message: str = ""


def _missing(value: Any) -> Any:
    return {"field": value} if isinstance(value, str) else value


class Onboarding(Answer):
    stage: str = ""
    missing: tuple[Annotated[Missing, BeforeValidator(_missing)], ...] = ()


class StaffMember(Answer):
    account_id: str = ""
    role: str = "staff"
    name: str = ""


class OwnMandate(Answer):
    """What the advisor who asks may do for a shop; without an end while preparing a draft."""

    actions: tuple[str, ...] = ()
    until: date | None = None
    preparing: bool = False


class Freshness(Answer):
    """How much of what a shop offers was confirmed within a week."""

    offers: int = 0
    fresh: int = 0
    percent: int | None = None


class ShopCard(Answer):
    id: str = ""
    slug: str
    name: str = ""
    tagline: str = ""
    place: str = ""
    postal_code: str = ""
    picture: str = ""
    image_url: str = ""
    status: str = "live"
    closures: tuple[Closure, ...] = ()
    stage: str = ""
    products_published: int | None = None
    freshness: Freshness | None = None
    missing: tuple[Annotated[Missing, BeforeValidator(_missing)], ...] = ()


class Delivery(Answer):
    """A shop's own tour."""

    postal_codes: tuple[str, ...] = ()
    fee: Cents = Money(amount=0)
    free_from: Cents | None = None
    minimum: Cents = Money(amount=0)
    days: tuple[str, ...] = ()
    """Empty: by arrangement."""
    note: str = ""


class Shop(ShopCard):
    story: str = ""
    kind: str = ""
    street: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    opening_week: tuple[DayHours, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    image: ShopImage | None = None
    legal_name: str = ""
    preparation_minutes: int | None = None
    pickup_note: str = ""
    delivery: Delivery | None = None
    imprint: Imprint = Imprint()
    tax_mode: str = ""
    version: int = 0
    onboarding: Onboarding | None = None
    staff: tuple[StaffMember, ...] = ()
    role: str = ""
    mandate: OwnMandate | None = None
    advisor_name: str = ""

    def may(self, action: str) -> bool:
        """Whether to offer it at all: of an advisor the mandate decides."""
        if self.role != "advisor":
            return True
        return self.mandate is not None and action in self.mandate.actions


class Variant(Answer):
    id: str
    sku: str = ""
    label: str = ""
    price: Cents
    vat_class: str = ""
    vat_rate_permille: int | None = None
    content_amount: Decimal | None = None
    content_unit: str = ""
    content_count: int = 1
    content_drained: Decimal | None = None
    """In grams; what a unit price then is for."""
    unit_price: UnitPrice | None = None
    deposit: Cents | None = None
    deposit_kind: str = ""
    promotion: Promotion | None = None
    weighed: Weighed | None = None
    available: int | None = None
    on_order: bool = False

    @property
    def usual_price(self) -> Money:
        """What the shop itself asks, whatever promotion runs."""
        running = self.promotion
        return running.usual_price if running and running.usual_price else self.price

    @property
    def can_be_had(self) -> bool:
        return self.on_order or self.available is None or self.available > 0


class Image(Answer):
    id: str = ""
    width: int = 0
    height: int = 0
    urls: dict[str, str] = Field(default_factory=dict)

    def url(self, size: int) -> str:
        """The smallest picture that is at least `size` wide, else the largest there is."""
        sizes = sorted((int(key), url) for key, url in self.urls.items() if key.isdigit())
        return next((url for width, url in sizes if width >= size), sizes[-1][1] if sizes else "")


class Product(Answer):
    id: str
    slug: str = ""
    title: str = ""
    description: str = ""
    status: str = "published"
    version: int = 0
    shop: Shop | None = None
    category: Named | None = None
    category_path: tuple[Annotated[Named, BeforeValidator(named)], ...] = ()
    profile: str = ""
    picture: str = ""
    images: tuple[Image, ...] = ()
    origin: str = ""
    labels: tuple[Annotated[Named, BeforeValidator(named)], ...] = ()
    ingredients: str = ""
    allergens: tuple[Allergen, ...] = ()
    allergens_reviewed_at: datetime | None = None
    additives: tuple[Annotated[Named, BeforeValidator(named)], ...] = ()
    details: dict[str, str] = Field(default_factory=dict)
    age: int | None = None
    lead_days: int | None = None
    temperature: str = ""
    withdrawal_class: str = ""
    variants: tuple[Variant, ...] = ()
    availability: str = "counted"
    said: str = ""
    confirmed_at: datetime | None = None
    paused_for: str = ""
    published_at: datetime | None = None

    @property
    def is_asked_for(self) -> bool:
        """Work that is offered on request, never bought at a tap."""
        return self.profile == "service_request"


class Category(Answer):
    key: str
    name: str = ""
    profile: str = ""
    picture: str = ""
    children: tuple["Category", ...] = ()


class Categories(Answer):
    items: tuple[Category, ...] = ()


class HandoverLink(Answer):
    code: str = ""
    url_path: str = ""
    expires_at: datetime | None = None


class HandoverCheck(Answer):
    block: str
    ok: bool | None = None
    note: str = ""


class ActionWords(Answer):
    key: str
    words: str = ""


class MandateWording(Answer):
    """The words that are agreed to, and their version."""

    version: str = ""
    actions: tuple[ActionWords, ...] = ()
    logged: str = ""
    withdraw: str = ""


class Handover(Answer):
    shop: ShopCard
    expires_at: datetime | None = None
    prepared_by: str = ""
    accepted: bool = False
    state: str = "prepared"
    checks: tuple[HandoverCheck, ...] = ()
    preview: dict[str, Any] = Field(default_factory=dict)
    wording: MandateWording = MandateWording()
