"""What only some kinds of goods need: weights, empties, quotes."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from orders.store.row import Moment, Row, json, moment, string


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
