"""What only some kinds of goods need: weights, empties, quotes."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import (
    Moment,
    Row,
    frozen_json,
    json,
    moment,
    optional_frozen_json,
    optional_moment,
    optional_string,
    string,
)


class WeighingRow(Row, table=True):
    """What the scales showed of a line; said again it gets the next number, the last counts."""

    __tablename__ = "weighing"

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    position: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    grams: list[int] = json()
    account_id: UUID
    at: Moment = moment()


class EmptiesRow(Row, table=True):
    """Empties brought back with an order: off what it costs, and what the till paid on top."""

    __tablename__ = "empties"
    __table_args__ = (
        Index("empties_once", "shop_order_id", "kind", "total_quantity", unique=True),
        CheckConstraint("quantity > 0 AND credited >= 0 AND paid_out >= 0", name="empties_amounts"),
        CheckConstraint("credited + paid_out = quantity * each", name="empties_add_up"),
    )

    id: UUID = Field(primary_key=True)
    shop_order_id: UUID = Field(foreign_key="shop_order.id")
    kind: str = string()
    quantity: int
    total_quantity: int
    """How many of the kind there were in all after this."""
    each: int
    """In cents."""
    credited: int
    paid_out: int
    account_id: UUID
    at: Moment = moment()


class QuoteRow(Row, table=True):
    """A request for craft work and where it stands; `offer` is the one that holds now."""

    __tablename__ = "quote"
    __table_args__ = (
        Index("quote_asked_once", "account_id", "idempotency_key", unique=True),
        Index("quote_of_shop", "shop_id", "id"),
        Index("quote_ending", "valid_until", postgresql_where=sql("state = 'offered'")),
        CheckConstraint(
            "state IN ('asked', 'offered', 'accepted', 'declined', 'refused', 'lapsed')",
            name="quote_state_known",
        ),
        CheckConstraint(
            "(state = 'accepted') = (order_id IS NOT NULL)", name="quote_accepted_is_ordered"
        ),
    )

    id: UUID = Field(primary_key=True)
    number: str = string(unique=True)
    shop_id: UUID
    product_id: UUID | None = None
    title: str = string()
    account_id: UUID | None = None
    contact: dict[str, Any] = frozen_json()
    language: str = string()
    text: str = string()
    state: str = string()
    version: int
    offer: dict[str, Any] | None = optional_frozen_json()
    valid_until: Moment | None = optional_moment()
    reminded_at: Moment | None = optional_moment()
    order_id: UUID | None = Field(default=None, foreign_key="order.id", unique=True)
    reason: str | None = optional_string()
    idempotency_key: str = string()
    request_hash: bytes
    created_at: Moment = moment()


class QuoteStepRow(Row, table=True):
    """Each step raises the version; an offer is kept as it was made."""

    __tablename__ = "quote_step"

    quote_id: UUID = Field(primary_key=True, foreign_key="quote.id")
    version: int = Field(primary_key=True)
    state: str = string()
    at: Moment = moment()
    account_id: UUID | None = None
    reason: str | None = optional_string()
    offer: dict[str, Any] | None = optional_frozen_json()


class QuotePhotoRow(Row, table=True):
    """A photo of what is to be done, for the two sides only."""

    __tablename__ = "quote_photo"
    __table_args__ = (Index("quote_photo_once", "quote_id", "fingerprint", unique=True),)

    id: UUID = Field(primary_key=True)
    quote_id: UUID = Field(foreign_key="quote.id")
    content: bytes
    width: int
    height: int
    fingerprint: str = string()
    at: Moment = moment()
