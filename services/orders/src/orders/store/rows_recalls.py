"""Recalls as the catalogue told them, and every order they concern."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import (
    Moment,
    Row,
    big,
    json,
    moment,
    optional_moment,
    optional_string,
    string,
)


class RecallRow(Row, table=True):
    """`mail_version`: the newest version that buyers are written to about; 0: none yet."""

    __tablename__ = "recall"

    id: UUID = Field(primary_key=True)
    version: int = big()
    mail_version: int = big()
    number: str = string()
    batch: str = string()
    sold_from: date | None = None
    sold_to: date | None = None
    words: dict[str, Any] = json()
    ended: bool


class RecallProductRow(Row, table=True):
    __tablename__ = "recall_product"
    __table_args__ = (Index("recall_of_product", "product_id"),)

    recall_id: UUID = Field(primary_key=True, foreign_key="recall.id")
    position: int = Field(primary_key=True)
    product_id: UUID
    variant_id: UUID | None = None
    shop_id: UUID


class RecallOrderRow(Row, table=True):
    """One shop's part of an order with recalled goods; whether its buyer knows follows from it."""

    __tablename__ = "recall_order"
    __table_args__ = (
        Index("recall_of_shop_order", "shop_order_id"),
        Index("recall_order_mail", "mail_id", postgresql_where=sql("mail_id IS NOT NULL")),
    )

    recall_id: UUID = Field(primary_key=True, foreign_key="recall.id")
    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    order_id: UUID
    shop_id: UUID
    quantity: int
    found_at: Moment = moment()
    mail_id: UUID | None = Field(
        default=None, sa_column_args=[ForeignKey("mail.id", ondelete="SET NULL")]
    )
    mailed_at: Moment | None = optional_moment()
    called_at: Moment | None = optional_moment()
    called_by: UUID | None = None
    called_by_name: str | None = optional_string()
