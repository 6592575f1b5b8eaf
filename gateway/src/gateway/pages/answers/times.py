"""How a shop takes orders, and selling rounds, as the orders service answers them."""

from datetime import datetime

from gateway.pages.answers.base import FREE, Answer, Cents
from gateway.pages.answers.catalog import ShopCard
from gateway.pages.answers.orders import ShopSlots


class Window(Answer):
    """Every week: ordered until then, collected there."""

    until_day: str = ""
    until: str = ""
    collect_day: str = ""
    begin: str = ""
    end: str = ""
    label: str = ""
    on_holidays: bool = False


class DeliveryWindow(Answer):
    """When a shop's own round rings at doors."""

    begin: str = ""
    end: str = ""


class Said(Answer):
    """What a shop has said of how it takes orders."""

    minimum: int = 0
    per_window: int | None = None
    days_ahead: int = 7
    cutoff: str = ""
    windows: tuple[Window, ...] = ()
    also_in_hours: bool = False
    accept_within_minutes: int = 120
    delivery_window: DeliveryWindow | None = None
    in_rounds: bool = False
    only_in_rounds: bool = False
    round_products: tuple[str, ...] = ()


class Rules(Said):
    version: int = 0
    previous: Said | None = None


class ShopTimes(ShopSlots):
    """When one could collect at a shop, before anything lies in a cart."""

    minimum: Cents | None = None
    only_in_rounds: bool = False


class Pickup(Answer):
    id: str = ""
    point_id: str = ""
    name: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    text: str = ""
    start: datetime
    end: datetime


class Producer(Answer):
    shop: ShopCard
    products: tuple[str, ...] = ()
    allowed: bool = True


class SellingRound(Answer):
    id: str
    version: int = 0
    name: str = ""
    text: str = ""
    opens_at: datetime
    closes_at: datetime
    state: str = "planned"
    closed_at: datetime | None = None
    pickups: tuple[Pickup, ...] = ()
    producers: tuple[Producer, ...] = ()


class Product(Answer):
    id: str
    title: str = ""


class Candidate(Answer):
    """A shop that has allowed its goods to be sold in rounds."""

    shop: ShopCard
    products: tuple[Product, ...] = ()


class Count(Answer):
    shop: ShopCard
    orders: int = 0
    goods: Cents = FREE


class Goods(Answer):
    quantity: int = 0
    title: str = ""


class Bundle(Answer):
    number: str = ""
    name: str = ""
    goods: tuple[Goods, ...] = ()


class Stop(Answer):
    name: str = ""
    start: datetime
    end: datetime
    goods: tuple[Goods, ...] = ()
    orders: tuple[Bundle, ...] = ()


class RoundList(Answer):
    """What one producer is to bring."""

    round: SellingRound
    orders: int = 0
    goods: tuple[Goods, ...] = ()
    stops: tuple[Stop, ...] = ()
