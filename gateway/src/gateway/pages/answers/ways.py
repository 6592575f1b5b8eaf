"""How a cart's goods can be had, and plans over all of it."""

from datetime import date, datetime

from pydantic import Field

from gateway.pages.answers.base import FREE, Answer, Cents
from gateway.pages.answers.orders import ShopOrder
from gateway.pages.answers.places import Door, Where


class WaySlot(Answer):
    start: datetime
    end: datetime
    label: str = ""


class Named(Answer):
    """By what the checkout names a way."""

    way: str = "shop"
    point_id: str = ""
    round_id: str = ""
    tour_id: str = ""

    def code(self, start: datetime) -> str:
        """The way and its time in one word, as our form carries it."""
        begin = start.isoformat()
        if self.round_id:
            return f"round:{self.round_id}:{self.point_id}@{begin}"
        if self.point_id:
            return f"point:{self.point_id}@{begin}"
        if self.tour_id:
            return f"tour:{self.tour_id}@{begin}"
        return f"door@{begin}" if self.way == "delivery" else begin


class OneWay(Named):
    where: Where = Where()
    slots: tuple[WaySlot, ...] = ()
    fee: Cents = FREE
    shared_fee: bool = False
    free_from: Cents | None = None
    pay_there: bool = True
    arranged: bool = False
    postal_codes: tuple[str, ...] = ()
    """To which it is brought."""
    reason: str = ""


class ShopWays(Answer):
    shop_id: str
    slug: str = ""
    name: str = ""
    ways: tuple[OneWay, ...] = ()
    reason: str = ""


class CartWays(Answer):
    shops: tuple[ShopWays, ...] = ()


class StopShop(Answer):
    shop_id: str
    name: str = ""


class Stop(Named):
    where: Where = Where()
    start: datetime
    end: datetime
    fee: Cents = FREE
    arranged: bool = False
    shops: tuple[StopShop, ...] = ()


class ChosenWay(Named):
    start: datetime


class Plan(Answer):
    kinds: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()
    count: int = 0
    days: int = 0
    fee: Cents = FREE
    choices: dict[str, ChosenWay] = Field(default_factory=dict)

    @property
    def code(self) -> str:
        """All its choices in one word, so that what was shown is what is ordered."""
        return "|".join(f"{shop}={way.code(way.start)}" for shop, way in self.choices.items())

    @property
    def delivers(self) -> bool:
        return any(stop.way == "delivery" for stop in self.stops)


class Plans(Answer):
    plans: tuple[Plan, ...] = ()


class Fulfilment(Where):
    """What was agreed for one shop's part."""

    way: str = "shop"
    arranged: bool = False


class AgreedPart(Answer):
    shop_id: str
    start: datetime
    end: datetime
    fee: Cents = FREE
    fulfilment: Fulfilment = Fulfilment()


class Fees(Answer):
    shops: tuple[AgreedPart, ...] = ()
    fee: Cents = FREE
    online_ways: tuple[str, ...] = ()
    debit_from: datetime | None = None
    """Said where only the times agreed so far are too soon for a debit."""

    def of(self, shop_id: str) -> AgreedPart | None:
        return next((each for each in self.shops if each.shop_id == shop_id), None)

    @property
    def first(self) -> datetime | None:
        return min((each.start for each in self.shops), default=None)


NOTHING_AGREED = Fees()


class Host(Answer):
    """The shop whose people run a point, or drive a round."""

    slug: str = ""
    name: str = ""


class Point(Where):
    """A pickup point; for a shop with what it has said about it."""

    id: str
    slug: str = ""
    lat: float | None = None
    lon: float | None = None
    hours: str = ""
    temperatures: tuple[str, ...] = ()
    capacity: int | None = None
    pay_there: bool = False
    active: bool = True
    days: tuple[str, ...] = ()
    lead_hours: int = 24
    host: Host | None = None
    with_host: bool = False


class Tour(Answer):
    """A delivery round of several shops."""

    id: str
    slug: str = ""
    name: str = ""
    postal_codes: tuple[str, ...] = ()
    weekday: str = "mo"
    starts: str = ""
    ends: str = ""
    cutoff_hours: int = 24
    capacity: int | None = None
    fee: Cents = FREE
    free_from: Cents | None = None
    temperatures: tuple[str, ...] = ()
    hint: str = ""
    pay_there: bool = True
    active: bool = True
    gives: bool = False
    driver: Host | None = None
    """The shop that drives it."""
    with_driver: bool = False


class Bringing(Answer):
    points: tuple[Point, ...] = ()
    tours: tuple[Tour, ...] = ()


class DayStop(Answer):
    """One stop of a shop's day; `address` only on the day itself."""

    way: str = "point"
    name: str = ""
    round: str = ""
    where: Where = Where()
    hint: str = ""
    host: str = ""
    """Who runs the point and says what has come, if this shop lets them."""
    driver: str = ""
    """Who carries it to this door, if this shop lets them."""
    arranged: bool = False
    start: datetime
    end: datetime
    address: Door | None = None
    orders: tuple[ShopOrder, ...] = ()

    @property
    def to_bring(self) -> list[str]:
        """What the shop can say it has brought there: packed, and not said yet."""
        if self.way != "point" or self.host:
            return []
        return [each.id for each in self.orders if each.status == "ready" and not each.arrived_at]


class Day(Answer):
    day: date
    stops: tuple[DayStop, ...] = ()
    truncated: bool = False


class Replan(Answer):
    stops: int = 0
    plans: tuple[Plan, ...] = ()
