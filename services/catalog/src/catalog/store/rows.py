"""The tables. Rows carry no rules: they are neither request bodies nor domain objects."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, LargeBinary, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    """The catalogue's own registry, so that several services may share one process."""


def _moment(**keywords: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **keywords)


def _json(default: Any) -> Any:
    return Field(sa_type=JSONB, default_factory=default)


def _list() -> Any:
    return Field(
        sa_type=JSONB,
        default_factory=list,
        sa_column_kwargs={"server_default": text("'[]'::jsonb")},
    )


class ShopRow(Row, table=True):
    __tablename__ = "shop"
    __table_args__ = (
        Index("shop_by_name", text("lower(name)"), "id"),
        Index("shop_by_advisor", "advisor_id"),
        Index("shop_by_legal_edition", "legal_edition"),
        CheckConstraint("held_for = '' OR status <> 'live'", name="shop_held"),
    )

    id: UUID = Field(primary_key=True)
    slug: str = Field(unique=True)
    name: str
    kind: str
    street: str
    postal_code: str
    place: str
    lat: float
    lon: float
    tagline: str
    story: str
    phone: str
    email: str
    website: str
    opening_hours: str
    preparation_minutes: int
    pickup_note: str
    delivery: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    imprint: dict[str, str] = _json(dict)
    organic_code: str
    tax_mode: str
    picture: str | None
    image_url: str | None
    photo: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    closures: list[dict[str, Any]] = _list()
    special_days: list[dict[str, Any]] = _list()
    own_terms: str = Field(default="", sa_column_kwargs={"server_default": ""})
    legal: list[dict[str, Any]] = _list()
    legal_edition: str = Field(default="", sa_column_kwargs={"server_default": ""})
    business_type: str = Field(sa_column_kwargs={"server_default": "retail"})
    held_for: str = Field(default="", sa_column_kwargs={"server_default": ""})
    status: str
    stage: str
    advisor_id: UUID | None
    advisor_name: str
    handed_over_at: datetime | None = _moment()
    version: int = Field(sa_type=BigInteger)
    created_at: datetime = _moment()
    updated_at: datetime = _moment()


class StaffRow(Row, table=True):
    __tablename__ = "staff"

    shop_id: UUID = Field(primary_key=True, foreign_key="shop.id")
    account_id: UUID = Field(primary_key=True, index=True)
    role: str
    name: str
    email: str


class HandoverRow(Row, table=True):
    __tablename__ = "handover"

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id", index=True)
    code_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    email: str
    prepared_by: UUID
    prepared_by_name: str
    created_at: datetime = _moment()
    expires_at: datetime = _moment()
    accepted_by: UUID | None
    accepted_at: datetime | None = _moment()
    prepared_by_email: str = Field(sa_column_kwargs={"server_default": ""})
    checks: dict[str, Any] = Field(
        sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'::jsonb")}
    )
    """What the owner said to each part of the shop before taking it over."""


class ActivityRow(Row, table=True):
    """Who did what for a shop; the database refuses to change or delete a row."""

    __tablename__ = "activity"
    __table_args__ = (
        # Ids grow with time, so this order is also the order of events.
        Index("activity_of_shop", "shop_id", "id"),
        Index("activity_by_account", "shop_id", "account_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    at: datetime = _moment()
    account_id: UUID | None
    """None for somebody who came by a link."""
    account_name: str
    role: str
    action: str
    subject: str
    changes: dict[str, Any] = Field(
        sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'::jsonb")}
    )


class ProductRow(Row, table=True):
    __tablename__ = "product"
    __table_args__ = (
        Index("product_of_shop_by_title", "shop_id", text("lower(title)"), "id"),
        Index("product_of_shop_by_change", "shop_id", "updated_at", "id"),
        # What kinds of goods a shop has, without reading twenty thousand products.
        Index(
            "product_kinds_of_shop",
            "shop_id",
            "category",
            postgresql_where=text("status <> 'withdrawn'"),
        ),
        # Answers "which shops sell something in this branch".
        Index(
            "product_on_sale",
            "category",
            "shop_id",
            postgresql_where=text("status = 'published'"),
        ),
        # What somebody has to say again from time to time, oldest first.
        Index(
            "product_to_confirm",
            "confirmed_at",
            postgresql_where=text("status = 'published' AND availability = 'said'"),
        ),
        Index(
            "product_said_of_shop",
            "shop_id",
            text("lower(title)"),
            "id",
            postgresql_where=text("availability = 'said'"),
        ),
        # What a shop keeps for next season, and what it last said about a kind of goods.
        Index("product_templates", "shop_id", "id", postgresql_where=text("template")),
        Index("product_of_shop_by_category", "shop_id", "category", "updated_at"),
        CheckConstraint("blocked_for = '' OR status <> 'published'", name="product_blocked"),
    )

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    slug: str
    title: str
    category: str
    description: str
    picture: str | None
    origin: str
    labels: list[str] = _json(list)
    ingredients: str
    allergens: list[dict[str, Any]] = _json(list)
    allergens_reviewed_at: datetime | None = _moment()
    additives: list[str] = _json(list)
    details: dict[str, str] = Field(
        sa_type=JSONB, default_factory=dict, sa_column_kwargs={"server_default": "{}"}
    )
    approved: list[str] = Field(
        sa_type=JSONB, default_factory=list, sa_column_kwargs={"server_default": "[]"}
    )
    template: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    lead_days: int | None = None
    status: str
    published_at: datetime | None = _moment()
    availability: str = "counted"
    said: str | None = None
    confirmed_at: datetime | None = _moment(default=None)
    paused_for: str = ""
    blocked_for: str = Field(default="", sa_column_kwargs={"server_default": ""})
    version: int = Field(sa_type=BigInteger)
    created_at: datetime = _moment()
    updated_at: datetime = _moment()


class VariantRow(Row, table=True):
    __tablename__ = "variant"
    __table_args__ = (
        Index("variant_sku", "shop_id", "sku", unique=True),
        Index("variant_of_product", "product_id", "position"),
        Index("variant_ean", "shop_id", "ean", postgresql_where=text("ean <> ''")),
        CheckConstraint("price >= 0 AND deposit >= 0", name="variant_amounts"),
    )

    id: UUID = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="product.id")
    shop_id: UUID
    position: int
    sku: str
    label: str
    price: int
    vat_class: str
    content_amount: Decimal | None = Field(sa_type=Numeric)
    content_unit: str | None
    content_count: int = 1
    content_drained: Decimal | None = Field(default=None, sa_type=Numeric)
    loose: bool = False
    unit_price_exempt: str | None = None
    promo_price: int | None = None
    promo_reference: int | None = None
    promo_percent: int | None = None
    promo_until: datetime | None = _moment(default=None)
    promo_reason: str | None = None
    deposit: int
    deposit_kind: str | None
    available: int | None
    on_order: bool
    stock_version: int = Field(sa_type=BigInteger)
    """Of the newest state that orders told; older ones are ignored."""
    count_version: int = Field(sa_type=BigInteger)
    counted: int | None = None
    ean: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    weighed: dict[str, int] | None = Field(default=None, sa_type=JSONB)


class PictureRow(Row, table=True):
    __tablename__ = "picture"
    __table_args__ = (Index("picture_of_product", "product_id", "position"),)

    id: UUID = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="product.id")
    position: int
    name: str
    width: int
    height: int
    alt: str
    fingerprint: str


class PriceRow(Row, table=True):
    __tablename__ = "price_period"
    __table_args__ = (
        Index("price_periods_of_variant", "variant_id", "valid_from"),
        # At any moment a variant has one price.
        Index(
            "price_period_open",
            "variant_id",
            unique=True,
            postgresql_where=text("valid_to IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger)
    variant_id: UUID = Field(foreign_key="variant.id")
    price: int
    offered: bool
    valid_from: datetime = _moment()
    valid_to: datetime | None = _moment()


class ShopDocumentRow(Row, table=True):
    """A shop as it is answered, ready to send: whole, and as the card inside its products."""

    __tablename__ = "shop_document"

    shop_id: UUID = Field(primary_key=True, foreign_key="shop.id")
    slug: str = Field(unique=True)
    status: str
    body: bytes = Field(sa_type=LargeBinary)
    etag: str
    card: bytes = Field(sa_type=LargeBinary)
    card_digest: str
    week_of: date = Field(index=True)
    """The Monday whose week the opening hours show; the worker moves it on."""


class ProductDocumentRow(Row, table=True):
    """A product as it is answered, without its shop's card, which lives once, at the shop."""

    __tablename__ = "product_document"

    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    shop_id: UUID
    status: str
    body: bytes = Field(sa_type=LargeBinary)
    etag: str


class KeptAnswerRow(Row, table=True):
    """What an Idempotency-Key has already brought about."""

    __tablename__ = "kept_answer"

    account_id: UUID = Field(primary_key=True)
    scope: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: bytes = Field(sa_type=LargeBinary)
    resource_id: UUID | None
    created_at: datetime = _moment(index=True)
