"""The tables of the region's numbers: no person and no order stands in any of them."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from catalog.store.rows import Row


class DemandRow(Row, table=True):
    """The newest that search told about one term in one week and municipality."""

    __tablename__ = "demand"
    __table_args__ = (
        Index("demand_of_week", "week", text("searchers DESC"), text("id DESC")),
        # The same term in the week before; and it stands there once.
        Index("demand_once", "week", "municipality", "term", unique=True),
    )

    id: UUID = Field(primary_key=True)
    week: str
    municipality: str
    term: str
    searches: int
    searchers: int
    zero_hits: int
    version: int = Field(sa_type=BigInteger)


class SalesDayRow(Row, table=True):
    """How many orders a shop handed over on a day: a counter, and nothing about the orders."""

    __tablename__ = "sales_day"

    day: date = Field(primary_key=True)
    shop_id: UUID = Field(primary_key=True)
    handed_over: int


class OffersDayRow(Row, table=True):
    """How many offers there were on a day: what is on sale today says nothing about then."""

    __tablename__ = "offers_day"

    day: date = Field(primary_key=True)
    municipality: str = Field(primary_key=True)
    offers: int
    fresh: int
