"""A product and its life: draft → published → withdrawn, and back on sale."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self
from uuid import UUID

from catalog.domain.errors import NoSuchPictureError


class ProductStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Allergen:
    """One of the fourteen groups and what is known about it."""

    key: str
    state: str


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
    content_unit: str | None = None
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
    variants: tuple[Variant, ...] = ()
    pictures: tuple[Picture, ...] = ()
    status: ProductStatus = ProductStatus.DRAFT
    published_at: datetime | None = None
    version: int = 0

    def changed(self, at: datetime) -> Self:
        """One version on."""
        return replace(self, version=self.version + 1, updated_at=at)

    def publish(self, at: datetime) -> Self:
        """On sale from now. The gate has been passed before; again while on sale: no change."""
        if self.status is ProductStatus.PUBLISHED:
            return self
        on_sale = replace(self, status=ProductStatus.PUBLISHED, published_at=at)
        return on_sale.changed(at)

    def withdraw(self, at: datetime) -> Self:
        """Off sale; a draft, which nobody saw, is put away as well."""
        if self.status is ProductStatus.WITHDRAWN:
            return self
        return replace(self, status=ProductStatus.WITHDRAWN).changed(at)

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
