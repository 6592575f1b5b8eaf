"""Promotions, price history and goods nobody counts, as the catalog answers them."""

from datetime import datetime

from gateway.pages.answers.base import FREE, Answer, Cents


class PlannedPromotion(Answer):
    id: str
    variant_id: str = ""
    product_id: str = ""
    title: str = ""
    label: str = ""
    price: Cents = FREE
    reason: str = "normal"
    starts_at: datetime
    ends_at: datetime
    status: str = "planned"
    reference: Cents | None = None
    percent: int | None = None
    refusal: str = ""

    @property
    def is_open(self) -> bool:
        return self.status in {"planned", "running"}


class Promotions(Answer):
    items: tuple[PlannedPromotion, ...] = ()


class PricePeriod(Answer):
    price: Cents = FREE
    offered: bool = True
    valid_from: datetime
    valid_to: datetime | None = None


class VariantPrices(Answer):
    variant_id: str = ""
    label: str = ""
    lowest_30_days: Cents | None = None
    periods: tuple[PricePeriod, ...] = ()


class PriceHistory(Answer):
    variants: tuple[VariantPrices, ...] = ()


class SaidOffer(Answer):
    product_id: str
    slug: str = ""
    title: str = ""
    picture: str = ""
    status: str = "published"
    said: str = "today"
    confirmed_at: datetime | None = None
    paused_for: str = ""


class Renewal(Answer):
    shop_name: str = ""
    shop_slug: str = ""
    expires_at: datetime | None = None
    offers: tuple[SaidOffer, ...] = ()


class Renewed(Answer):
    shop_name: str = ""
    shop_slug: str = ""
    renewed: int = 0
    refused: tuple[str, ...] = ()
