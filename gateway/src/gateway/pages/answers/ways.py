"""How a cart's goods can be had, and plans over all of it."""

from datetime import datetime

from pydantic import Field

from gateway.pages.answers.base import FREE, Answer, Cents


class Where(Answer):
    """The place as it is frozen into an order."""

    name: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    hint: str = ""
    attended: bool = True

    @property
    def address(self) -> str:
        town = f"{self.postal_code} {self.place}".strip()
        return ", ".join(filter(None, (self.street, town)))


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
