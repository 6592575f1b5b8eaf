"""Online payments, refunds, what the provider told us, and mails that wait to be sent."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import Moment, Row, json, moment, optional_moment, optional_string, string


class PaymentRow(Row, table=True):
    __tablename__ = "payment"
    __table_args__ = (
        Index("payment_charge", "charge_id"),
        Index("payment_provider", "provider_id"),
        Index(
            "payment_authorised",
            "authorised_until",
            postgresql_where=sql("status = 'authorised'"),
        ),
        Index("payment_processing", "created_at", postgresql_where=sql("status = 'processing'")),
    )

    order_id: UUID = Field(primary_key=True, foreign_key="order.id")
    method: str = string()
    status: str = string()
    amount: int
    idempotency_key: str = string(unique=True)
    session_id: str | None = optional_string(unique=True)
    payment_url: str | None = optional_string()
    provider_id: str | None = optional_string()
    expires_at: Moment | None = optional_moment()
    attempts: int
    session_expires_at: Moment | None = optional_moment()
    created_at: Moment = moment()
    paid_at: Moment | None = optional_moment()
    captured: int | None = None
    """What was really taken of `amount`; None: nothing yet."""
    authorised_until: Moment | None = optional_moment()
    """Until when a card holds the amount for us."""
    charge_id: str | None = optional_string()
    kind: str | None = optional_string()
    """How it was paid: card, sepa_debit …"""


class RefundRow(Row, table=True):
    """Written as `requested` with the change that caused it, then carried to the provider."""

    __tablename__ = "refund"
    __table_args__ = (
        Index("refund_order", "order_id"),
        Index("refund_waiting", "available_at", postgresql_where=sql("status = 'requested'")),
    )

    id: UUID = Field(primary_key=True)
    order_id: UUID = Field(foreign_key="order.id")
    shop_order_id: UUID | None = Field(default=None, foreign_key="shop_order.id")
    amount: int
    reason: str = string()
    status: str = string()
    idempotency_key: str = string(unique=True)
    provider_id: str | None = optional_string()
    payer: str = Field(default="shop", sa_type=Text, sa_column_kwargs={"server_default": "shop"})
    """Out of whose pocket: the shop's share, or the operator's goodwill."""
    call_number: int
    attempts: int
    available_at: Moment = moment()
    error: str | None = optional_string()
    created_at: Moment = moment()
    issued_at: Moment | None = optional_moment()


class StripeEventRow(Row, table=True):
    """Stored before it is handled, so that a replay finds it."""

    __tablename__ = "stripe_event"
    __table_args__ = (
        Index("stripe_event_waiting", "available_at", postgresql_where=sql("processed_at IS NULL")),
    )

    id: str = string(primary_key=True)
    type: str = string()
    payload: dict[str, Any] = json()
    received_at: Moment = moment()
    attempts: int
    available_at: Moment = moment()
    processed_at: Moment | None = optional_moment()
    error: str | None = optional_string()
    account: str | None = optional_string()
    """Of which connected account it tells; None: of the market itself."""
    told_at: Moment | None = optional_moment()
    """When it happened there."""


class MailRow(Row, table=True):
    """Queued as a fact about an order; subject and text are what was sent in the end."""

    __tablename__ = "mail"
    __table_args__ = (
        Index(
            "mail_waiting",
            "available_at",
            postgresql_where=sql("sent_at IS NULL AND given_up_at IS NULL"),
        ),
        Index("mail_given_up", "given_up_at", postgresql_where=sql("given_up_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    kind: str = string()
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    shop_order_id: UUID | None = Field(default=None, foreign_key="shop_order.id")
    recall_id: UUID | None = Field(default=None, foreign_key="recall.id")
    withdrawal_id: UUID | None = Field(default=None, foreign_key="withdrawal.id")
    round_list_id: UUID | None = Field(default=None, foreign_key="round_list.id")
    quote_id: UUID | None = Field(default=None, foreign_key="quote.id")
    to_address: str = string()
    subject: str = string()
    text: str = string()
    html: str = string()
    dedupe_key: str = string(unique=True)
    created_at: Moment = moment()
    available_at: Moment = moment()
    attempts: int
    sent_at: Moment | None = optional_moment()
    given_up_at: Moment | None = optional_moment()
    error: str | None = optional_string()
