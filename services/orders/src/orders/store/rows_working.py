"""How shops work off their orders: what was given back, proposed, reminded of, paid back."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, SmallInteger
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import (
    Moment,
    Row,
    frozen_json,
    moment,
    optional_moment,
    optional_string,
    string,
)


class HoldChangeRow(Row, table=True):
    """Append-only: a hold is what was ordered of the variant, and the sum of these."""

    __tablename__ = "hold_change"
    __table_args__ = (Index("hold_change_hold", "order_id", "variant_id"),)

    id: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[Identity(always=True)],
    )
    order_id: UUID
    variant_id: UUID
    delta: int
    kind: str = string()
    account_id: UUID | None = None
    at: Moment = moment()


class SubstituteRow(Row, table=True):
    """Something else instead of a line's pieces; `shown` is what the buyer was shown of it."""

    __tablename__ = "substitute"
    __table_args__ = (
        Index("substitute_of_shop_order", "shop_order_id"),
        Index(
            "substitute_open",
            "shop_order_id",
            "position",
            unique=True,
            postgresql_where=sql("state = 'proposed'"),
        ),
        Index("substitute_waiting", "answer_by", postgresql_where=sql("state = 'proposed'")),
    )

    id: UUID = Field(primary_key=True)
    shop_order_id: UUID = Field(foreign_key="shop_order.id")
    position: int
    pieces: int
    """So many of the line are replaced."""
    variant_id: UUID
    quantity: int
    """By so many of this."""
    shown: dict[str, Any] = frozen_json()
    price: int
    deposit: int
    goods_less: int
    deposit_less: int
    state: str = string()
    answer_by: Moment = moment()
    account_id: UUID | None = None
    at: Moment = moment()
    decided_at: Moment | None = optional_moment()
    held: int = Field(default=0, sa_column_kwargs={"server_default": sql("0")})
    """Pieces that are held for it; none of what cannot run out."""


class AnswerWatchRow(Row, table=True):
    """When a shop that has not answered is reminded, looked after, and answered for."""

    __tablename__ = "answer_watch"
    __table_args__ = (
        Index("answer_watch_due", "next_at", postgresql_where=sql("next_at IS NOT NULL")),
    )

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    remind_at: Moment = moment()
    alarm_at: Moment = moment()
    decline_at: Moment = moment()
    stage: int = Field(sa_type=SmallInteger)
    """How many of these have happened."""
    next_at: Moment | None = optional_moment()
    """None: answered, nothing more to watch."""


class GoodwillRow(Row, table=True):
    """What the market gives a buyer out of its own pocket."""

    __tablename__ = "goodwill"
    __table_args__ = (
        Index("goodwill_of_shop_order", "shop_order_id"),
        CheckConstraint("amount > 0"),
    )

    id: UUID = Field(primary_key=True)
    shop_order_id: UUID = Field(foreign_key="shop_order.id")
    amount: int
    reason: str = string()
    key: str = string(unique=True)
    account_id: UUID
    at: Moment = moment()


class CounterRefundRow(Row, table=True):
    """Paid back by the shop itself, from its own till; the receipt is the till's, not ours."""

    __tablename__ = "counter_refund"
    __table_args__ = (
        Index("counter_refund_of_shop_order", "shop_order_id"),
        CheckConstraint("amount > 0"),
    )

    id: UUID = Field(primary_key=True)
    shop_order_id: UUID = Field(foreign_key="shop_order.id")
    withdrawal_id: UUID | None = Field(default=None, foreign_key="withdrawal.id")
    amount: int
    reason: str = string()
    receipt_no: str | None = optional_string()
    key: str = string(unique=True)
    account_id: UUID
    at: Moment = moment()


class ReturnedLineRow(Row, table=True):
    """Withdrawn goods that came back to the shop, each line once."""

    __tablename__ = "returned_line"

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    position: int = Field(primary_key=True)
    quantity: int
    restock: bool
    account_id: UUID
    at: Moment = moment()
