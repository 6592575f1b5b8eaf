"""Places that are counted, and what shop orders cost less than agreed."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, Index, Integer, Text, text
from sqlmodel import Field

from orders.store.row import ZONED, Moment, Row, moment, string


def _cents() -> Any:
    return Field(sa_type=Integer)


class SlotLoadRow(Row, table=True):
    """How many orders a place has at a time; kept by a trigger on `shop_order`."""

    __tablename__ = "slot_load"
    __table_args__ = (CheckConstraint("taken >= 0"),)

    place: str = string(primary_key=True)
    start: Moment = Field(primary_key=True, sa_type=ZONED)
    taken: int


class ReductionRow(Row, table=True):
    """What a shop order costs less than was agreed; rows are only ever added."""

    __tablename__ = "reduction"
    __table_args__ = (
        Index("reduction_of_shop_order", "shop_order_id"),
        CheckConstraint("goods >= 0"),
        CheckConstraint("deposit >= 0"),
        CheckConstraint("fee >= 0"),
    )

    id: UUID = Field(primary_key=True)
    shop_order_id: UUID = Field(foreign_key="shop_order.id")
    position: int | None = None
    kind: str = string()
    quantity: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    goods: int = _cents()
    deposit: int = _cents()
    fee: int = _cents()
    details: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    reason: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": text("''")})
    key: str = string(unique=True)
    account_id: UUID | None = None
    at: Moment = moment()
