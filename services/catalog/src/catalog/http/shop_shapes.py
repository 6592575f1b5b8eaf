"""The shapes of answers about shops, for the API's description."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from marketkit.money import Money

from catalog.domain.handover_check import Block, HandoverState
from catalog.domain.legal.template import Kind
from catalog.domain.mandate import Action
from catalog.http.shapes import ClosureShape, DayShape, Shape, SpecialDayShape

Status = Literal["draft", "live", "paused"]
Stage = Literal["preparing", "handed_over"]


class MissingShape(Shape):
    field: str
    message: str


class OnboardingShape(Shape):
    stage: Stage
    handed_over_at: datetime | None
    missing: list[MissingShape]


class StaffShape(Shape):
    account_id: UUID
    role: Literal["owner", "staff", "packer"]
    name: str
    email: str


class ShopImageShape(Shape):
    alt: str
    width: int
    height: int
    urls: dict[str, str]


class DeliveryShape(Shape):
    """Where the shop itself brings goods to; it is chosen at the checkout."""

    postal_codes: list[str]
    fee: Money
    free_from: Money | None
    """The value of goods from which it costs nothing."""
    minimum: Money
    """Below this value of goods it does not come."""
    days: list[Literal["mo", "tu", "we", "th", "fr", "sa", "su"]]
    """Empty: by arrangement."""
    note: str


class LegalRefShape(Shape):
    kind: Kind
    version: int
    digest: str
    valid_from: datetime


class ShopShape(Shape):
    id: UUID
    slug: str
    name: str
    kind: str
    tagline: str
    story: str
    street: str
    postal_code: str
    place: str
    lat: float
    lon: float
    phone: str
    email: str
    website: str
    opening_hours: str
    opening_week: list[DayShape]
    closures: list[ClosureShape]
    special_days: list[SpecialDayShape]
    preparation_minutes: int
    pickup_note: str
    imprint: dict[str, str]
    organic_code: str
    tax_mode: str
    picture: str | None
    image_url: str | None
    status: Status
    version: int
    delivery: DeliveryShape | None
    image: ShopImageShape | None
    legal: list[LegalRefShape]


class OwnMandateShape(Shape):
    """What the advisor who asks may do here."""

    actions: list[Action]
    until: date | None
    preparing: bool


class FreshnessShape(Shape):
    """How much of what the shop offers somebody has confirmed within a week; counted goods are
    always fresh."""

    offers: int
    fresh: int
    percent: int | None
    """None without offers."""


class InsideShopShape(ShopShape):
    """What the shop's people, its advisor and operators see."""

    role: Literal["owner", "staff", "packer", "advisor", "operator"]
    stage: Stage
    advisor_mandate: bool
    mandate: OwnMandateShape | None
    advisor_name: str
    onboarding: OnboardingShape
    freshness: FreshnessShape
    staff: list[StaffShape]


class ShopItemShape(Shape):
    id: UUID
    slug: str
    name: str
    kind: str
    tagline: str
    place: str
    postal_code: str
    lat: float
    lon: float
    picture: str | None
    image_url: str | None
    status: Status
    closures: list[ClosureShape]


class MyShopShape(Shape):
    id: UUID
    slug: str
    name: str
    kind: str
    tagline: str
    place: str
    postal_code: str
    picture: str | None
    image_url: str | None
    status: Status
    stage: Stage
    advisor_name: str
    advisor_mandate: bool
    created_at: datetime
    updated_at: datetime
    role: Literal["owner", "staff", "packer"] | None
    products_published: int
    products_draft: int | None
    """None for an advisor whose mandate has ended."""
    missing: list[MissingShape]
    freshness: FreshnessShape


class ActivityShape(Shape):
    id: UUID
    at: datetime
    account_id: UUID | None
    """None for somebody who came by a link."""
    by: str
    role: str
    action: str
    subject: str
    changes: dict[str, tuple[str | int | float | bool | None, str | int | float | bool | None]]
    for_the_shop: bool
    """Done by somebody who is not of the shop."""


class PreparedHandoverShape(Shape):
    code: str
    url_path: str
    expires_at: datetime


class HandoverShopShape(Shape):
    id: UUID
    slug: str
    name: str
    kind: str
    place: str
    postal_code: str
    street: str
    picture: str | None
    status: Status


class HandoverCheckShape(Shape):
    block: Block
    ok: bool | None
    """None: nobody has looked yet."""
    note: str


class HandoverPreviewShape(Shape):
    tagline: str
    story: str
    phone: str
    email: str
    website: str
    opening_hours: str
    preparation_minutes: int
    pickup_note: str
    imprint: dict[str, str]
    organic_code: str
    tax_mode: str
    delivery: DeliveryShape | None


class ActionWordsShape(Shape):
    key: Action
    words: str


class WordingShape(Shape):
    """What is agreed to, word by word."""

    version: str
    actions: list[ActionWordsShape]
    logged: str
    withdraw: str


class HandoverShape(Shape):
    shop: HandoverShopShape
    expires_at: datetime
    prepared_by: str
    email: str
    accepted: bool
    state: HandoverState
    checks: list[HandoverCheckShape]
    preview: HandoverPreviewShape
    wording: WordingShape
