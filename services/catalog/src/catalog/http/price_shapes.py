"""The shapes of answers about promotions and freshness, for the API's description."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from marketkit.money import Money

from catalog.http.shapes import Shape


class PromotionStepShape(Shape):
    at: datetime
    action: Literal["planned", "changed", "started", "ended", "refused"]


class PromotionItemShape(Shape):
    id: UUID
    product_id: UUID
    variant_id: UUID
    title: str
    label: str
    price: Money
    reason: Literal["normal", "perishable"]
    starts_at: datetime
    ends_at: datetime
    status: Literal["planned", "running", "ended", "refused"]
    reference: Money | None
    percent: int | None
    refusal: str
    """Why it could not begin, in plain German."""
    history: list[PromotionStepShape]


class PromotionsShape(Shape):
    items: list[PromotionItemShape]


class SaidOfferShape(Shape):
    product_id: UUID
    slug: str
    title: str
    picture: str | None
    status: Literal["draft", "published", "withdrawn"]
    said: Literal["today", "on_order", "out"]
    confirmed_at: datetime | None
    is_stale: bool
    paused_for: str


class RenewalShape(Shape):
    shop_name: str
    shop_slug: str
    expires_at: datetime
    offers: list[SaidOfferShape]
    """What the link will confirm: stale, or taken off sale for it."""


class RenewedShape(Shape):
    shop_name: str
    shop_slug: str
    renewed: int
    refused: list[str]
    """Titles of what may not go back on sale as it is."""
