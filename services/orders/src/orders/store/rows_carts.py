"""Carts: for guests the id itself is the key, for accounts the owner."""

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import Moment, Row, big, moment, optional_moment


class CartRow(Row, table=True):
    __tablename__ = "cart"
    __table_args__ = (
        Index(
            "cart_open",
            "account_id",
            postgresql_where=sql("account_id IS NOT NULL AND order_id IS NULL"),
        ),
        Index("cart_held", "held_until", postgresql_where=sql("held_until IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    account_id: UUID | None = None
    version: int = big()
    order_id: UUID | None = None
    created_at: Moment = moment()
    updated_at: Moment = moment()
    held_since: Moment | None = optional_moment()
    """When goods were first held for it: nobody holds for ever."""
    held_until: Moment | None = optional_moment()
    """Its goods are held; whoever changes what is held changes this as well."""


class CartLineRow(Row, table=True):
    __tablename__ = "cart_line"

    cart_id: UUID = Field(primary_key=True, foreign_key="cart.id", ondelete="CASCADE")
    variant_id: UUID = Field(primary_key=True)
    quantity: int
    price_seen: int
    position: int
