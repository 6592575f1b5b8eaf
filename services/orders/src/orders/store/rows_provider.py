"""Money at the payment provider beyond a plain payment: captures, strays, disputes, matters."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import Moment, Row, json, moment, optional_moment, optional_string, string


class CaptureRow(Row, table=True):
    """What becomes of a held amount, decided once: so much is taken, the rest let go."""

    __tablename__ = "capture"
    __table_args__ = (
        Index("capture_waiting", "available_at", postgresql_where=sql("status = 'requested'")),
    )

    order_id: UUID = Field(primary_key=True, foreign_key="order.id")
    amount: int
    """0: nothing is taken."""
    status: str = string()
    idempotency_key: str = string(unique=True)
    call_number: int
    attempts: int
    available_at: Moment = moment()
    error: str | None = optional_string()
    created_at: Moment = moment()
    ended_at: Moment | None = optional_moment()


class StrayMoneyRow(Row, table=True):
    """Money nobody was asked for: on a second pay page, in another amount, for no order."""

    __tablename__ = "stray_money"
    __table_args__ = (
        Index("stray_money_waiting", "available_at", postgresql_where=sql("status = 'returning'")),
        Index("stray_money_order", "order_id"),
    )

    session_id: str = string(primary_key=True)
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    amount: int
    currency: str = string()
    payment_id: str | None = optional_string()
    charge_id: str | None = optional_string()
    held_only: bool
    """Nothing was taken yet: it is let go instead of sent back."""
    cause: str = string()
    status: str = string()
    provider_id: str | None = optional_string()
    idempotency_key: str = string(unique=True)
    call_number: int
    attempts: int
    available_at: Moment = moment()
    error: str | None = optional_string()
    created_at: Moment = moment()
    ended_at: Moment | None = optional_moment()


class DisputeRow(Row, table=True):
    """A buyer's bank has taken money back and asks what speaks against it."""

    __tablename__ = "dispute"
    __table_args__ = (Index("dispute_order", "order_id"),)

    id: str = string(primary_key=True)
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    charge_id: str | None = optional_string()
    amount: int
    fee: int
    reason: str = string()
    status: str = string()
    evidence_until: Moment | None = optional_moment()
    begun_at: Moment = moment()
    closed_at: Moment | None = optional_moment()


class DisputeShareRow(Row, table=True):
    """So much of the dispute is about this shop's part; while frozen it is not paid out."""

    __tablename__ = "dispute_share"
    __table_args__ = (
        Index("dispute_share_frozen", "shop_order_id", postgresql_where=sql("frozen")),
    )

    dispute_id: str = Field(sa_type=Text, primary_key=True, foreign_key="dispute.id")
    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    amount: int
    frozen: bool


class PaymentMatterRow(Row, table=True):
    """Something about money that a person has to look at; `key` makes it one matter."""

    __tablename__ = "payment_matter"
    __table_args__ = (Index("payment_matter_open", "id", postgresql_where=sql("ended_at IS NULL")),)

    id: UUID = Field(primary_key=True)
    key: str = string(unique=True)
    kind: str = string()
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    details: dict[str, Any] = json()
    due_at: Moment | None = optional_moment()
    created_at: Moment = moment()
    ended_at: Moment | None = optional_moment()
    ended_by: UUID | None = None
    note: str | None = optional_string()


class PaymentMarkRow(Row, table=True):
    """Up to when something has been looked through."""

    __tablename__ = "payment_mark"

    name: str = string(primary_key=True)
    until: Moment = moment()


class ReconciledDayRow(Row, table=True):
    """A day whose money was compared with the provider's."""

    __tablename__ = "reconciled_day"

    day: date = Field(primary_key=True, sa_type=Date)
    entries: int
    differences: int
    compared_at: Moment = moment()
