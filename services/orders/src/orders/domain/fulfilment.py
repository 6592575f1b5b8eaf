"""How a shop's part reaches its buyer: collected at the shop or at a shared point, or brought."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

Document = dict[str, Any]


class Way(StrEnum):
    SHOP = "shop"
    """Collected where it is sold."""
    POINT = "point"
    """Collected at a pickup point that several shops bring to."""
    DELIVERY = "delivery"
    """Brought to the buyer's door."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where goods are brought to."""

    name: str
    street: str
    postal_code: str
    place: str
    note: str = ""

    def document(self) -> Document:
        return {
            "name": self.name,
            "street": self.street,
            "postal_code": self.postal_code,
            "place": self.place,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class ChosenWay:
    """How the buyer wants one shop's part, by the names the offers of ways have."""

    way: Way
    start: datetime
    point_id: UUID | None = None
    round_id: UUID | None = None
    tour_id: UUID | None = None
    """The delivery round that brings it."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What was agreed for one shop's part; the time itself is the part's slot."""

    way: Way = Way.SHOP
    fee: int = 0
    """Gross, in cents; part of what is paid."""
    point_id: UUID | None = None
    round_id: UUID | None = None
    """The selling round it belongs to, if it is sold in one."""
    address: Address | None = None
    shown: Document = field(default_factory=dict)
    """Name, street and hint of the place, as the buyer saw them."""

    def document(self) -> Document:
        """What is frozen into the order."""
        found: Document = {"way": self.way.value, **self.shown}
        if self.point_id:
            found["point_id"] = str(self.point_id)
        if self.round_id:
            found["round_id"] = str(self.round_id)
        if self.address:
            found["address"] = self.address.document()
        return found


AT_THE_SHOP = Fulfilment()


@dataclass(frozen=True, slots=True)
class Place:
    """A place and time of which only so many orders can be taken; None counts nothing."""

    key: str
    """`shop:<id>`, `point:<id>`, `tour:<id>` or `round:<id>`: what is counted together."""
    start: datetime
    capacity: int
