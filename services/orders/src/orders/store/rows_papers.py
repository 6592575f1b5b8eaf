"""Invoices and what numbers them: written once, chained, never changed."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from orders.store.row import (
    Moment,
    Row,
    frozen_json,
    known_json,
    moment,
    optional_moment,
    optional_string,
    string,
)


class PaperCircleRow(Row, table=True):
    """The last number given in a circle; its lock makes numbers gapless."""

    __tablename__ = "paper_circle"

    circle: UUID = Field(primary_key=True)
    """The shop; the nil UUID for the operator's own invoices."""
    year: int
    seq: int
    hash: str = string()


class InvoiceRow(Row, table=True):
    """One paper. A trigger refuses to change or delete it."""

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("circle", "year", "seq"),
        UniqueConstraint("circle", "number"),
        Index("invoice_of_shop", "shop_id", "issued_at", "id"),
        Index("invoice_of_order", "order_id"),
        Index("invoice_of_shop_order", "shop_order_id"),
        Index("invoice_by_day", "issued_at", "id"),
        Index("invoice_refers_to", "refers_to", postgresql_where=text("refers_to IS NOT NULL")),
        Index("invoice_fees", "shop_id", postgresql_where=text("kind = 'fee_invoice'")),
    )

    id: UUID = Field(primary_key=True)
    circle: UUID
    shop_id: UUID
    """The shop that sells, or that the operator's invoice goes to."""
    year: int
    seq: int
    number: str = string()
    kind: str = string()
    key: str = string(unique=True)
    """What it is for: asking twice makes one paper."""
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    shop_order_id: UUID | None = Field(default=None, foreign_key="shop_order.id")
    refers_to: UUID | None = Field(default=None, foreign_key="invoice.id")
    gross: int
    net: int
    issued_at: Moment = moment()
    document: dict[str, Any] = frozen_json()
    previous_hash: str = string()
    hash: str = string()


class PaperFileRow(Row, table=True):
    """A paper as a file, kept from the first time somebody wanted it."""

    __tablename__ = "paper_file"

    invoice_id: UUID = Field(primary_key=True, foreign_key="invoice.id")
    format: str = string(primary_key=True)
    content: bytes
    digest: str = string()
    made_at: Moment = moment()


class PaperWantedRow(Row, table=True):
    """A paper that is due; open until it is issued, with what is missing for it."""

    __tablename__ = "paper_wanted"
    __table_args__ = (
        Index("paper_wanted_open", "shop_id", postgresql_where=text("done_at IS NULL")),
        Index("paper_wanted_next", "try_at", postgresql_where=text("done_at IS NULL")),
    )

    key: str = string(primary_key=True)
    kind: str = string()
    shop_id: UUID
    order_id: UUID | None = None
    shop_order_id: UUID | None = None
    asked_at: Moment = moment()
    try_at: Moment = moment()
    missing: list[str] = known_json()
    done_at: Moment | None = optional_moment()


class PaperSettingsRow(Row, table=True):
    """What a shop says about its papers."""

    __tablename__ = "paper_settings"

    shop_id: UUID = Field(primary_key=True)
    prefix: str | None = optional_string()
    tax_number: str = string()
    at_pickup: bool = True
    """Whether the market writes the invoice for what was paid in the shop."""
    changed_by: UUID | None = None
    changed_at: Moment = moment()


class FeePaymentRow(Row, table=True):
    """What a shop has paid of one of the market's invoices, or what is netted with its payouts."""

    __tablename__ = "fee_payment"
    __table_args__ = (
        CheckConstraint("kind IN ('bank', 'netted')"),
        CheckConstraint("amount <> 0"),
        Index("fee_payment_invoice", "invoice_id"),
        Index("fee_payment_shop", "shop_id"),
    )

    id: UUID = Field(primary_key=True)
    key: str = string(unique=True)
    invoice_id: UUID = Field(foreign_key="invoice.id")
    shop_id: UUID
    kind: str = string()
    amount: int
    """In cents; negative when it takes back one that was noted by mistake."""
    reference: str = string()
    paid_on: date
    takes_back: UUID | None = Field(default=None, foreign_key="fee_payment.id", unique=True)
    account_id: UUID | None = None
    at: Moment = moment()
