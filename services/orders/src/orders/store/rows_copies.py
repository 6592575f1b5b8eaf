"""Copies of the catalogue's shops, people and products, kept current by its events."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Double, Index, Numeric, Text
from sqlmodel import Field

from orders.store.row import (
    Row,
    big,
    json,
    known_json,
    known_object,
    optional_json,
    optional_string,
    string,
)


class ShopCopyRow(Row, table=True):
    __tablename__ = "shop_copy"
    __table_args__ = (Index("shop_copy_slug", "slug"),)

    shop_id: UUID = Field(primary_key=True)
    version: int = big()
    slug: str = string()
    name: str = string()
    status: str = string()
    street: str = string()
    postal_code: str = string()
    place: str = string()
    opening_hours: str = string()
    preparation_minutes: int
    pickup_note: str = string()
    phone: str = string()
    email: str = string()
    tax_mode: str = string()
    imprint: dict[str, Any] = json()
    picture: str | None = optional_string()
    closures: list[dict[str, Any]] = known_json()
    special_days: list[dict[str, Any]] = known_json()
    delivery: dict[str, Any] | None = optional_json()
    legal: list[dict[str, Any]] = known_json()
    lat: float | None = Field(default=None, sa_type=Double)
    lon: float | None = Field(default=None, sa_type=Double)
    rules: dict[str, Any] = known_object()
    """How this shop takes orders. Said here, not in the catalogue, whose news leave it alone."""


class StaffCopyRow(Row, table=True):
    __tablename__ = "staff_copy"

    shop_id: UUID = Field(primary_key=True)
    account_id: UUID = Field(primary_key=True)
    role: str = string()
    actions: list[str] | None = optional_json()
    """What an advisor may do here: `orders`, `stock`."""
    until: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class StaffVersionRow(Row, table=True):
    __tablename__ = "staff_version"

    shop_id: UUID = Field(primary_key=True)
    version: int = big()


class ProductCopyRow(Row, table=True):
    """Remembers a product's version even when it was withdrawn before it was ever seen."""

    __tablename__ = "product_copy"

    product_id: UUID = Field(primary_key=True)
    shop_id: UUID
    version: int = big()
    withdrawn: bool


class OfferRow(Row, table=True):
    """One variant as it is sold at this moment."""

    __tablename__ = "offer"
    __table_args__ = (Index("offer_product", "product_id"),)

    variant_id: UUID = Field(primary_key=True)
    product_id: UUID
    shop_id: UUID
    sku: str = string()
    title: str = string()
    slug: str = string()
    label: str = string()
    category: str = string()
    picture: str | None = optional_string()
    price: int
    vat_class: str = string()
    unit_price: dict[str, Any] | None = optional_json()
    content_amount: Decimal | None = Field(default=None, sa_type=Numeric)
    content_unit: str | None = optional_string()
    deposit: int
    deposit_kind: str | None = optional_string()
    batch: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    """As the shop names it now; each order keeps the one it was sold from."""
    facts: dict[str, Any] = known_object()
    """Age, temperature, withdrawal class, profile, weighing, lead time: what selling it asks."""
    withdrawn: bool
