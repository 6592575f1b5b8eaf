"""Withdrawals as they were declared, and what became of each shop's part."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Index, Integer, SmallInteger
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


class WithdrawalRow(Row, table=True):
    """A trigger keeps it as it was declared; only an order may be found for it later."""

    __tablename__ = "withdrawal"
    __table_args__ = (
        Index("withdrawal_order", "order_id"),
        Index("withdrawal_unmatched", "id", postgresql_where=sql("order_id IS NULL")),
    )

    id: UUID = Field(primary_key=True)
    number: str = string(unique=True)
    declared_at: Moment = moment()
    idempotency_key: str = string(unique=True)
    request_hash: bytes
    name: str = string()
    contract: str = string()
    ordered_on: date | None = None
    statement: str = string()
    receipt_to: str = string()
    language: str = string()
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    token_hash: bytes
    shows_order: bool = Field(default=True, sa_column_kwargs={"server_default": sql("true")})
    """Not where only a name tells whose order it is: names are known, numbers counted up."""


class WithdrawalPartRow(Row, table=True):
    """One shop's part: which lines, what they cost, and what the shop has said to it."""

    __tablename__ = "withdrawal_part"
    __table_args__ = (
        Index("withdrawal_part_shop", "shop_id", "state", "withdrawal_id"),
        Index("withdrawal_part_order", "shop_order_id"),
        Index(
            "withdrawal_part_unsettled",
            "withdrawal_id",
            postgresql_where=sql("settled_at IS NULL"),
        ),
    )

    withdrawal_id: UUID = Field(primary_key=True, foreign_key="withdrawal.id")
    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    shop_id: UUID
    lines: list[Any] = frozen_json()
    positions: list[int] = Field(sa_type=ARRAY(Integer))
    worth: int
    state: str = string()
    reason: str | None = optional_string()
    paid_back: int | None = None
    decided_at: Moment | None = optional_moment()
    decided_by: UUID | None = None
    deduction: int = Field(default=0, sa_column_kwargs={"server_default": sql("0")})
    """For what the goods have lost in worth (§ 357a BGB); said to the buyer with its reason."""
    settled_at: Moment | None = optional_moment()
    """Refused, or all money on its way; None is what the shop is reminded of."""
    reminded: int = Field(
        default=0, sa_type=SmallInteger, sa_column_kwargs={"server_default": sql("0")}
    )
    """The day after the declaration of the last reminder."""
