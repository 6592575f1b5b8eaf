"""Pickup points and delivery rounds, and which shops bring goods there."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field

from orders.store.row import Moment, Row, known_json, moment, string


def _text() -> Any:
    """Empty until somebody says more."""
    return Field(default="", sa_type=Text, sa_column_kwargs={"server_default": text("''")})


def _flag(*, default: bool) -> Any:
    word = "true" if default else "false"
    return Field(default=default, sa_column_kwargs={"server_default": text(word)})


class PickupPointRow(Row, table=True):
    """A place that several shops bring to."""

    __tablename__ = "pickup_point"
    __table_args__ = (
        CheckConstraint("capacity > 0"),
        Index(
            "pickup_point_of_host",
            "host_shop_id",
            postgresql_where=text("host_shop_id IS NOT NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    slug: str = string(unique=True)
    name: str = string()
    street: str = _text()
    postal_code: str = _text()
    place: str = _text()
    lat: float | None = None
    lon: float | None = None
    hours: str = _text()
    """When goods are handed out there, as OSM writes opening hours."""
    hint: str = _text()
    temperatures: list[str] = known_json()
    """Which classes can be kept beside what needs no cooling."""
    capacity: int | None = None
    """Shop orders in one window; None: nobody counts."""
    attended: bool = _flag(default=True)
    pay_there: bool = _flag(default=False)
    """Whether the shops' own people take money there."""
    active: bool = _flag(default=True)
    host_shop_id: UUID | None = None
    """The shop whose people run the place."""


class PointShopRow(Row, table=True):
    """On which days a shop brings goods to a point, and how long before it must know.

    Without days only what it sells in rounds comes there, for the host to hand out.
    """

    __tablename__ = "point_shop"
    __table_args__ = (
        Index("point_shop_of_shop", "shop_id"),
        CheckConstraint("lead_hours >= 0"),
    )

    point_id: UUID = Field(primary_key=True, foreign_key="pickup_point.id")
    shop_id: UUID = Field(primary_key=True)
    days: list[str] = known_json()
    lead_hours: int
    with_host: bool = _flag(default=False)
    """The host may see whose parcels these are, and hand out what is paid."""


class ArrivalRow(Row, table=True):
    """Who runs the place, or the shop that brought it, has said that a part is there."""

    __tablename__ = "arrival"

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    id: UUID = Field(sa_column_kwargs={"server_default": text("gen_random_uuid()")})
    """Taken back and said again it is another one, of which the buyer is told anew."""
    point_id: UUID | None = Field(default=None, foreign_key="pickup_point.id")
    """None where a selling round is handed out at a place of its own."""
    account_id: UUID
    at: Moment = moment()


class TourRow(Row, table=True):
    """A delivery round that several shops give goods to; one fee for each door."""

    __tablename__ = "tour"
    __table_args__ = (
        Index(
            "tour_of_driver",
            "driver_shop_id",
            postgresql_where=text("driver_shop_id IS NOT NULL"),
        ),
        CheckConstraint("cutoff_hours >= 0"),
        CheckConstraint("capacity > 0"),
        CheckConstraint("fee >= 0"),
    )

    id: UUID = Field(primary_key=True)
    slug: str = string(unique=True)
    name: str = string()
    postal_codes: list[str] = known_json()
    """In the order in which the round drives through them."""
    weekday: str = string()
    starts: str = _text()
    ends: str = _text()
    cutoff_hours: int
    """So long before it starts the last order is taken."""
    capacity: int | None = None
    fee: int
    free_from: int | None = None
    temperatures: list[str] = known_json()
    hint: str = _text()
    pay_there: bool = _flag(default=True)
    active: bool = _flag(default=True)
    driver_shop_id: UUID | None = None
    """The shop that drives it."""


class TourShopRow(Row, table=True):
    __tablename__ = "tour_shop"
    __table_args__ = (Index("tour_shop_of_shop", "shop_id"),)

    tour_id: UUID = Field(primary_key=True, foreign_key="tour.id")
    shop_id: UUID = Field(primary_key=True)
    with_driver: bool = _flag(default=False)
    """Who drives may see to which doors these parcels go, and bring what is paid."""
