"""A product and its life: draft → published → withdrawn, and back on sale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from catalog.domain.errors import NoSuchPictureError, ProductBlockedError
from catalog.domain.freshness import Availability, Saying
from catalog.domain.promotion import Reduction
from catalog.domain.unit_price import Content
from catalog.domain.weighed import Weighed


class ProductStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    IN_REVIEW = "in_review"
    """Fit for sale, but somebody of the market looks at such goods first."""


@dataclass(frozen=True, slots=True)
class Allergen:
    """One of the fourteen groups and what is known about it."""

    key: str
    state: str
    sub: tuple[str, ...] = ()
    """Which cereal, which nut."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An uploaded picture, stored in several widths under one random name."""

    id: UUID
    name: str
    width: int
    height: int
    alt: str
    fingerprint: str
    """SHA-256 of what was uploaded: the same picture twice stays one picture."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What one actually buys: a size, a price, a tax class."""

    id: UUID
    sku: str
    label: str
    price: int
    vat_class: str
    content_amount: Decimal | None = None
    """Of one piece; a multipack says how many in `content_count`."""
    content_unit: str | None = None
    content_count: int = 1
    content_drained: Decimal | None = None
    """The drained weight of one piece, in grams."""
    loose: bool = False
    """Weighed when the buyer asks for it, not packed before."""
    unit_price_exempt: str | None = None
    """Why no unit price is owed (§ 4 (3) PAngV)."""
    promo_price: int | None = None
    """What it costs while a promotion runs; written by promotions only."""
    promo_reference: int | None = None
    promo_percent: int | None = None
    promo_until: datetime | None = None
    promo_reason: str | None = None
    deposit: int = 0
    deposit_kind: str | None = None
    available: int | None = 0
    """As orders last told; None: made on order."""
    on_order: bool = False
    count_version: int = 0
    """Raised with each count told to orders."""
    counted: int | None = None
    """The last count that was told, until orders knows of another number."""
    ean: str = ""
    """The article's number of the whole world (GTIN)."""
    weighed: Weighed | None = None
    """Weighed at packing; the price is then that of the usual weight."""

    def told(self) -> Self:
        """One more count is told to orders."""
        return replace(self, count_version=self.count_version + 1)

    @property
    def sold_at(self) -> int:
        """What the buyer pays: the promotion's price, unless the usual one has gone lower."""
        return self.price if self.reduction is None else self.reduction.price

    @property
    def reduction(self) -> Reduction | None:
        """The promotion that runs now."""
        price, until = self.promo_price, self.promo_until
        if price is None or until is None or price >= self.price:
            return None
        reason = self.promo_reason or ""
        return Reduction(price, self.promo_reference, self.promo_percent, until, reason)

    @property
    def content(self) -> Content:
        """What its unit price is computed from."""
        return Content(
            amount=self.content_amount,
            unit=self.content_unit,
            count=self.content_count,
            drained_grams=self.content_drained,
            loose=self.loose,
            exempt=self.unit_price_exempt,
            per_kg=self.weighed.per_kg if self.weighed else None,
        )

    def weighed_by(self, weighed: Weighed | None) -> Self:
        """Sold by weight from now on, or no longer; price and content follow from the weight."""
        if weighed is None:
            return replace(self, weighed=None)
        return replace(
            self, weighed=weighed, price=weighed.price, content_amount=Decimal(weighed.grams),
            content_unit="g", content_count=1, content_drained=None, loose=False,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Product:
    id: UUID
    shop_id: UUID
    slug: str
    title: str
    category: str
    created_at: datetime
    updated_at: datetime
    description: str = ""
    picture: str | None = None
    origin: str = ""
    labels: tuple[str, ...] = ()
    ingredients: str = ""
    allergens: tuple[Allergen, ...] = ()
    allergens_reviewed_at: datetime | None = None
    additives: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    """What else is stated, by statement of the region."""
    approved: tuple[str, ...] = ()
    """What an operator has looked at and found right, by reason."""
    template: bool = False
    """Kept as a pattern for next season."""
    lead_days: int | None = None
    """So many days it takes to make, once somebody has ordered; None: it is there."""
    variants: tuple[Variant, ...] = ()
    pictures: tuple[Picture, ...] = ()
    status: ProductStatus = ProductStatus.DRAFT
    published_at: datetime | None = None
    availability: Availability = Availability.COUNTED
    said: Saying | None = None
    confirmed_at: datetime | None = None
    """When somebody last said that this still holds; kept for goods nobody counts."""
    paused_for: str = ""
    """Why the market itself took it off sale; empty when the shop did."""
    blocked_for: str = ""
    """Why the shop may not bring it back on sale: a line for each decision and recall."""
    version: int = 0

    def changed(self, at: datetime) -> Self:
        """One version on."""
        return replace(self, version=self.version + 1, updated_at=at)

    def publish(self, at: datetime) -> Self:
        """On sale from now. The gate has been passed before; again while on sale: no change."""
        if self.status is ProductStatus.PUBLISHED:
            return self
        if self.blocked_for:
            raise ProductBlockedError(self.blocked_for)
        on_sale = replace(self, status=ProductStatus.PUBLISHED, published_at=at, paused_for="")
        return on_sale.confirmed(at).changed(at)

    def block(self, reason: str, at: datetime) -> Self:
        """Off sale, and nobody of the shop brings it back."""
        off_sale = self.withdraw(at) if self.is_published or self.is_paused else self
        lines = dict.fromkeys([*self.blocked_for.splitlines(), reason])
        blocked_for = "\n".join(lines)
        return replace(off_sale, blocked_for=blocked_for, version=self.version + 1, updated_at=at)

    def unblock(self, reason: str, at: datetime) -> Self:
        """This reason is gone; others may still stand. It does not come back by itself."""
        lines = self.blocked_for.splitlines()
        if reason not in lines:
            return self
        left = "\n".join(line for line in lines if line != reason)
        return replace(self, blocked_for=left).changed(at)

    def check_not_blocked(self) -> None:
        """Raises ProductBlockedError for one that is on sale although it may not be."""
        if self.is_published and self.blocked_for:
            raise ProductBlockedError(self.blocked_for)

    def wait(self, at: datetime) -> Self:
        """Fit for sale, but somebody of the market looks at it first; off sale meanwhile."""
        if self.status is ProductStatus.IN_REVIEW:
            return self
        return replace(self, status=ProductStatus.IN_REVIEW).changed(at)

    def approve(self, reasons: Iterable[str], at: datetime) -> Self:
        """Looked at and found right: on sale, and not looked at again for the same reasons."""
        seen = tuple(dict.fromkeys([*self.approved, *reasons]))
        looked_at = replace(self, approved=seen)
        return looked_at.changed(at) if self.is_published else looked_at.publish(at)

    def send_back(self, at: datetime) -> Self:
        """Refused: a draft again, which the shop may change and ask for once more."""
        return replace(self, status=ProductStatus.DRAFT).changed(at)

    def confirmed(self, at: datetime) -> Self:
        """Somebody said that the offer holds. What is counted needs no saying."""
        if self.availability is Availability.COUNTED:
            return self
        return replace(self, confirmed_at=at)

    def withdraw(self, at: datetime) -> Self:
        """Off sale; a draft, which nobody saw, is put away as well."""
        if self.status is ProductStatus.WITHDRAWN and not self.paused_for:
            return self
        return replace(self, status=ProductStatus.WITHDRAWN, paused_for="").changed(at)

    def say(self, said: Saying, at: datetime) -> Self:
        """There today, on order, or out; from now on nobody counts."""
        variants = tuple(variant.told() for variant in self.variants)
        return replace(
            self, availability=Availability.SAID, said=said, confirmed_at=at, variants=variants
        )

    def count(self) -> Self:
        """From now on pieces are counted; what nobody counts now is none."""
        variants = tuple(variant.told() for variant in self.variants)
        return replace(
            self, availability=Availability.COUNTED, said=None, confirmed_at=None,
            variants=variants,
        )  # fmt: skip

    def pause_for(self, reason: str, at: datetime) -> Self:
        """The market takes it off sale; the shop can bring it back."""
        return replace(self.withdraw(at), paused_for=reason)

    @property
    def is_paused(self) -> bool:
        """Off sale because the market took it off."""
        return self.status is ProductStatus.WITHDRAWN and bool(self.paused_for)

    @property
    def is_published(self) -> bool:
        return self.status is ProductStatus.PUBLISHED

    def variant_ids(self) -> Mapping[UUID, Variant]:
        return {variant.id: variant for variant in self.variants}

    def picture_by_id(self, picture_id: UUID) -> Picture:
        for picture in self.pictures:
            if picture.id == picture_id:
                return picture
        raise NoSuchPictureError
