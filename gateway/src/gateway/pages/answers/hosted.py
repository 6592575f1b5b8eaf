"""What comes to the points a shop runs for others, as the orders service answers it."""

from datetime import date, datetime

from gateway.pages.answers.base import Answer


class Parcel(Answer):
    """One shop's part: whom it is for, never what is in it or what it costs."""

    shop_order_id: str
    number: str = ""
    shop: str = ""
    selling_round: str = ""
    name: str = ""
    start: datetime
    end: datetime
    status: str = "placed"
    arrived_at: datetime | None = None
    is_paid: bool = False
    age: int | None = None

    @property
    def may_come(self) -> bool:
        """It is packed, and nobody has said yet that it is here."""
        return self.status == "ready" and self.arrived_at is None


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

    @property
    def to_come(self) -> dict[str, list[str]]:
        """By shop what can be ticked, where that is more than one."""
        found: dict[str, list[str]] = {}
        for parcel in self.parcels:
            if parcel.may_come:
                found.setdefault(parcel.shop, []).append(parcel.shop_order_id)
        return {shop: ids for shop, ids in found.items() if len(ids) > 1}


class Hosted(Answer):
    day: date
    points: tuple[HostedPoint, ...] = ()
    truncated: bool = False
