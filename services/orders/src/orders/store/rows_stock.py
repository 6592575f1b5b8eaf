"""Stock, the ledger of its movements, and what is held for orders."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import Moment, Row, big, moment, optional_moment, string


class StockRow(Row, table=True):
    __tablename__ = "stock"
    __table_args__ = (
        Index("stock_shop", "shop_id", "variant_id"),
        CheckConstraint("reserved >= 0 AND reserved <= on_hand", name="stock_never_oversold"),
    )

    variant_id: UUID = Field(primary_key=True)
    product_id: UUID
    shop_id: UUID
    on_hand: int
    reserved: int
    on_order: bool
    not_counted: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    version: int = big()
    counted_version: int = big()
    """The last count of the catalogue that was taken over."""


class StockMovementRow(Row, table=True):
    """Append-only: the sum of a variant's deltas is what is on hand."""

    __tablename__ = "stock_movement"
    __table_args__ = (Index("stock_movement_variant", "variant_id", "id"),)

    id: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[Identity(always=True)],
    )
    variant_id: UUID
    kind: str = string()
    delta: int
    shop_order_id: UUID | None = None
    account_id: UUID | None = None
    at: Moment = moment()


class HoldRow(Row, table=True):
    """The ledger behind `stock.reserved`; `expires_at` is the time to pay, if any.

    While somebody is at the checkout their cart holds: then both ids are the cart's.
    """

    __tablename__ = "hold"
    __table_args__ = (
        Index("hold_of_cart", "variant_id", postgresql_where=sql("shop_order_id = order_id")),
    )

    order_id: UUID = Field(primary_key=True)
    variant_id: UUID = Field(primary_key=True)
    shop_order_id: UUID
    quantity: int
    state: str = string()
    expires_at: Moment | None = optional_moment()
    created_at: Moment = moment()
    ended_at: Moment | None = optional_moment()
