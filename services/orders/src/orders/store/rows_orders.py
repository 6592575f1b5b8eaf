"""Orders, the shops' parts of them, what the buyer saw, and how each part came to its state."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import (
    Moment,
    Row,
    big,
    frozen_json,
    moment,
    optional_frozen_json,
    optional_moment,
    optional_string,
    string,
)


class OrderRow(Row, table=True):
    __tablename__ = "order"
    __table_args__ = (
        Index("order_number_unique", "number", unique=True),
        Index("order_cart_unique", "cart_id", unique=True),
        Index("order_unpaid", "pay_until", postgresql_where=sql("status = 'awaiting_payment'")),
        Index(
            "order_to_forget",
            "status",
            postgresql_where=sql(
                "account_id IS NULL AND guest_token_hash IS NULL AND contact_name <> ''"
            ),
        ),
        Index("order_account", "account_id", "id", postgresql_where=sql("account_id IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    number: str = string()
    version: int = big()
    cart_id: UUID
    account_id: UUID | None = None
    guest_token_hash: bytes | None = None
    status: str = string()
    payment_method: str = string()
    contact_name: str = string()
    contact_email: str | None = optional_string()
    contact_phone: str | None = optional_string()
    note: str = string()
    language: str = string()
    total: int
    buyer: dict[str, Any] | None = optional_frozen_json()
    """A business or an authority that buys: what its invoice must name."""
    placed_by: UUID | None = None
    """Who ordered for somebody else, e.g. on the telephone."""
    wishes: dict[str, Any] | None = optional_frozen_json()
    """What else was said at the checkout: being of age, what to do when something is missing."""
    pay_until: Moment | None = optional_moment()
    created_at: Moment = moment()


class ShopOrderRow(Row, table=True):
    """`shop` is the seller as the buyer saw it; `opened_at` is when the shop may see this."""

    __tablename__ = "shop_order"
    __table_args__ = (
        Index("shop_order_order", "order_id"),
        Index(
            "shop_order_counter",
            "shop_id",
            "slot_start",
            "id",
            postgresql_where=sql("opened_at IS NOT NULL"),
        ),
        Index(
            "shop_order_at_point",
            sql("(fulfilment ->> 'point_id')"),
            "slot_start",
            postgresql_where=sql("fulfilment ->> 'point_id' IS NOT NULL"),
        ),
        Index(
            "shop_order_on_tour",
            sql("(fulfilment ->> 'tour_id')"),
            "slot_start",
            postgresql_where=sql("fulfilment ->> 'tour_id' IS NOT NULL"),
        ),
        Index(
            "shop_order_unanswered",
            "opened_at",
            postgresql_where=sql("status = 'placed' AND opened_at IS NOT NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    order_id: UUID = Field(foreign_key="order.id")
    shop_id: UUID
    number: str = string()
    version: int = big()
    status: str = string()
    reason: str | None = optional_string()
    slot_start: Moment = moment()
    slot_end: Moment = moment()
    subtotal: int
    deposit_total: int
    fee: int = Field(default=0, sa_column_kwargs={"server_default": sql("0")})
    total: int
    fulfilment: dict[str, Any] | None = optional_frozen_json()
    terms: dict[str, Any] | None = optional_frozen_json()
    """Texts, tax and fees as they held when it was sold."""
    slot_place: str | None = optional_string()
    """Where it takes up room, when that is counted."""
    pickup_code: str = string()
    wrong_codes: int
    last_wrong_code_at: Moment | None = optional_moment()
    shop: dict[str, Any] = frozen_json()
    opened_at: Moment | None = optional_moment()


class OrderLineRow(Row, table=True):
    """`shown` is the line exactly as the buyer saw it; it never changes."""

    __tablename__ = "order_line"
    __table_args__ = (Index("order_line_product", "product_id"),)

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    position: int = Field(primary_key=True)
    variant_id: UUID
    product_id: UUID
    quantity: int
    price: int
    deposit: int
    vat_class: str = string()
    vat_permille: int | None = None
    """The rate of the day of the sale; None: sold before rates were kept."""
    shown: dict[str, Any] = frozen_json()


class HistoryRow(Row, table=True):
    """Each step of a shop order raises its version, so no step can be written twice."""

    __tablename__ = "history"
    __table_args__ = (
        Index("history_handed_over", "at", postgresql_where=sql("status = 'handed_over'")),
    )

    shop_order_id: UUID = Field(primary_key=True)
    version: int = big(primary_key=True)
    status: str = string()
    reason: str | None = optional_string()
    account_id: UUID | None = None
    at: Moment = moment()


class IdempotencyRow(Row, table=True):
    """Which order a buyer's Idempotency-Key has made, and from what request."""

    __tablename__ = "idempotency"
    __table_args__ = (Index("idempotency_age", "created_at"),)

    scope: str = string(primary_key=True)
    key: str = string(primary_key=True)
    request_hash: bytes
    order_id: UUID
    created_at: Moment = moment()
