"""Shops' accounts at the provider, their shares of orders, and how these reach them."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import (
    ZONED,
    Moment,
    Row,
    known_object,
    optional_moment,
    optional_string,
    string,
)


def _now() -> Any:
    return Field(sa_type=ZONED, sa_column_kwargs={"server_default": sql("now()")})


def _count(start: int = 0) -> Any:
    return Field(default=start, sa_column_kwargs={"server_default": sql(str(start))})


class ShopAccountRow(Row, table=True):
    """A shop's account at the provider; without a row the shop has none."""

    __tablename__ = "shop_account"

    shop_id: UUID = Field(primary_key=True)
    provider_id: str | None = optional_string(unique=True)
    state: str = string()
    requirements: dict[str, Any] = known_object()
    call_number: int = _count(1)
    created_at: Moment = _now()
    updated_at: Moment = _now()


class ShareRow(Row, table=True):
    """A shop order that was handed over: what of it the shop is to get, looked at when `due`."""

    __tablename__ = "share"
    __table_args__ = (
        Index("share_due", "available_at", postgresql_where=sql("state = 'due'")),
        Index("share_open", "shop_id", "created_at", postgresql_where=sql("state = 'open'")),
        Index("share_order", "order_id"),
    )

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    order_id: UUID = Field(foreign_key="order.id")
    shop_id: UUID
    state: str = string()
    """due: to be looked at · open: waits for an account or a dispute · settled: nothing left."""
    attempts: int = _count()
    available_at: Moment = _now()
    created_at: Moment = _now()


class TransferRow(Row, table=True):
    """One way of a share to its shop; a second only after the first was taken back or dropped."""

    __tablename__ = "transfer"
    __table_args__ = (
        UniqueConstraint("order_id", "shop_id", "round"),
        CheckConstraint("amount >= 0"),
        CheckConstraint("netted >= 0"),
        Index("transfer_waiting", "available_at", postgresql_where=sql("state = 'requested'")),
        Index("transfer_failed", "id", postgresql_where=sql("state = 'failed'")),
        Index("transfer_shop", "shop_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    order_id: UUID = Field(foreign_key="order.id")
    shop_order_id: UUID = Field(foreign_key="shop_order.id")
    shop_id: UUID
    round: int
    amount: int
    netted: int = _count()
    """Kept for an older debt, beside `amount`."""
    state: str = string()
    """requested → sent | failed | dropped; manual: the operator paid it; netted: all kept."""
    payout_id: UUID | None = Field(default=None, foreign_key="payout.id")
    idempotency_key: str = string(unique=True)
    call_number: int = _count(1)
    attempts: int = _count()
    available_at: Moment = _now()
    provider_id: str | None = optional_string(unique=True)
    error: str | None = optional_string()
    created_at: Moment = _now()
    ended_at: Moment | None = optional_moment()


class TransferReversalRow(Row, table=True):
    """So much of a transfer is fetched back; what cannot be is a debt."""

    __tablename__ = "transfer_reversal"
    __table_args__ = (
        CheckConstraint("amount > 0"),
        Index(
            "transfer_reversal_waiting", "available_at", postgresql_where=sql("state = 'requested'")
        ),
        Index("transfer_reversal_transfer", "transfer_id"),
    )

    id: UUID = Field(primary_key=True)
    transfer_id: UUID = Field(foreign_key="transfer.id")
    amount: int
    state: str = string()
    """requested → done | debt"""
    idempotency_key: str = string(unique=True)
    call_number: int = _count(1)
    attempts: int = _count()
    available_at: Moment = _now()
    provider_id: str | None = optional_string(unique=True)
    error: str | None = optional_string()
    created_at: Moment = _now()
    ended_at: Moment | None = optional_moment()


class PayoutRow(Row, table=True):
    """Money that reached a bank: the provider's payouts, and what the operator paid by hand."""

    __tablename__ = "payout"
    __table_args__ = (Index("payout_shop", "shop_id", "id"),)

    id: UUID = Field(primary_key=True)
    kind: str = string()
    shop_id: UUID | None = None
    """None: to the operator."""
    provider_id: str | None = optional_string(unique=True)
    key: str | None = optional_string(unique=True)
    amount: int
    status: str = string()
    reference: str = string()
    arrives_on: date | None = Field(default=None, sa_type=Date)
    failure: str | None = optional_string()
    account_id: UUID | None = None
    created_at: Moment = _now()
    updated_at: Moment = _now()


class CommissionRuleRow(Row, table=True):
    """Rules in their order, the first that fits counts. Rows end, they never change."""

    __tablename__ = "commission_rule"
    __table_args__ = (
        CheckConstraint("permille BETWEEN 0 AND 500"),
        CheckConstraint("fixed BETWEEN 0 AND 10000"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from"),
        Index("commission_rule_valid", "valid_from"),
    )

    id: UUID = Field(primary_key=True)
    position: int
    name: str = string()
    permille: int
    fixed: int
    category: str | None = optional_string()
    shop_id: UUID | None = None
    way: str | None = optional_string()
    valid_from: date = Field(sa_type=Date)
    valid_until: date | None = Field(default=None, sa_type=Date)
    created_at: Moment = _now()
    created_by: UUID | None = None
    ended_at: Moment | None = optional_moment()
    ended_by: UUID | None = None
