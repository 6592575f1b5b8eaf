"""What comes to the points a shop runs for others, as the orders service answers it."""

from datetime import date, datetime

from gateway.pages.answers.base import Answer


class Parcel(Answer):
    """One shop's part: whom it is for, never what is in it or what it costs."""

    shop_order_id: str
    number: str = ""
    shop: str = ""
    name: str = ""
    start: datetime
    end: datetime
    status: str = "placed"
    arrived_at: datetime | None = None
    is_paid: bool = False
    age: int | None = None


class OtherShop(Answer):
    """It brings something and lets nobody see whose."""

    shop: str = ""
    count: int = 0


class HostedPoint(Answer):
    id: str
    name: str = ""
    hours: str = ""
    parcels: tuple[Parcel, ...] = ()
    others: tuple[OtherShop, ...] = ()


class Hosted(Answer):
    day: date
    points: tuple[HostedPoint, ...] = ()
    truncated: bool = False
