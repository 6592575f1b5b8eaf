"""A delivery round as the shop that drives it sees it, as the orders service answers it."""

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from gateway.pages.answers.base import Answer
from gateway.pages.answers.hosted import OtherShop
from gateway.pages.answers.places import Door, Where


class DrivenParcel(Answer):
    """One shop's part: how cold it has to stay and from which age, never what is in it."""

    shop_order_id: str
    number: str = ""
    shop: str = ""
    own: bool = False
    status: str = "placed"
    temperature: str = "ambient"
    age: int | None = None


class DrivenDoor(Answer):
    """One order at one door; name and address only on the day itself."""

    where: Where = Where()
    start: datetime
    end: datetime
    name: str = ""
    phone: str = ""
    address: Door | None = None
    parcels: tuple[DrivenParcel, ...] = ()

    @property
    def to_bring(self) -> list[DrivenParcel]:
        return [each for each in self.parcels if each.status == "ready"]

    @property
    def age(self) -> int:
        """From which age something of it is sold that is still to be handed over."""
        return max((each.age or 0 for each in self.to_bring), default=0)

    @property
    def is_done(self) -> bool:
        return all(each.status == "handed_over" for each in self.parcels)


class ToCollect(Where):
    """What is fetched at one shop before the drive begins."""

    phone: str = ""
    own: bool = False
    count: int = 0
    ready: int = 0
    temperatures: Mapping[str, int] = Field(default_factory=dict)
    age: int | None = None


class DrivenRound(Answer):
    id: str
    name: str = ""
    hint: str = ""
    collect: tuple[ToCollect, ...] = ()
    doors: tuple[DrivenDoor, ...] = ()
    others: tuple[OtherShop, ...] = ()


class Driven(Answer):
    day: date
    rounds: tuple[DrivenRound, ...] = ()
    truncated: bool = False
