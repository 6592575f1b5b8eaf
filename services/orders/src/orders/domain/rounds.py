"""Selling rounds: several producers sell together for a while, and bring it all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from marketkit.errors import FieldError

from orders.domain.cart import Line
from orders.domain.stations import Point, unfit

Document = dict[str, Any]

GRACE = timedelta(minutes=1)
"""Whoever ordered in the last moment has been written down by then."""
MOST_PRODUCERS = 50
MOST_PICKUPS = 20
MOST_PRODUCTS = 500


class RoundState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Pickup:
    """Where and when the goods of a round are handed out, with the words that belong there."""

    id: UUID
    name: str
    street: str
    postal_code: str
    place: str
    text: str
    start: datetime
    end: datetime
    point_id: UUID | None = None
    """One of the market's pickup points, if it is one of them."""
    station: Point | None = field(default=None, compare=False)
    """That point as it is now, for who asks what may be left there."""

    def document(self) -> Document:
        return {
            "id": str(self.id),
            "name": self.name,
            "street": self.street,
            "postal_code": self.postal_code,
            "place": self.place,
            "text": self.text,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "point_id": str(self.point_id) if self.point_id else None,
        }

    @property
    def shown(self) -> Document:
        """What an order keeps of it."""
        names = ("name", "street", "postal_code", "place", "text")
        found = {name: getattr(self, name) for name in names} | {"hint": self.text}
        return {name: value for name, value in found.items() if value}

    def unfit_for(self, lines: Sequence[Line]) -> str | None:
        """Why these goods must not be left there. Elsewhere the producers see to it themselves."""
        if self.station is None:
            return None
        return unfit(lines, self.station.temperatures, attended=self.station.attended)


@dataclass(frozen=True, slots=True)
class SellingRound:
    id: UUID
    version: int
    name: str
    text: str
    opens_at: datetime
    closes_at: datetime
    pickups: tuple[Pickup, ...]
    producers: Mapping[UUID, frozenset[UUID] | None] = field(default_factory=dict)
    """By shop: the products that are sold, None for all of the shop's."""
    closed_at: datetime | None = None
    """When the producers were sent their lists; None again if the end is moved later."""

    def state(self, now: datetime) -> RoundState:
        if now < self.opens_at:
            return RoundState.PLANNED
        return RoundState.OPEN if now < self.closes_at else RoundState.CLOSED

    def sells(self, shop_id: UUID, product_id: UUID) -> bool:
        if shop_id not in self.producers:
            return False
        products = self.producers[shop_id]
        return products is None or product_id in products


def pickup_from(document: Mapping[str, Any]) -> Pickup:
    point = document.get("point_id")
    return Pickup(
        id=UUID(document["id"]),
        name=document["name"],
        street=document["street"],
        postal_code=document["postal_code"],
        place=document["place"],
        text=document["text"],
        start=datetime.fromisoformat(document["start"]),
        end=datetime.fromisoformat(document["end"]),
        point_id=UUID(point) if point else None,
    )


def wrong_with(planned: SellingRound) -> list[FieldError]:
    """What cannot be: an end before the start, nobody who sells, nowhere to collect."""
    found = []
    if planned.closes_at <= planned.opens_at:
        found.append(FieldError("closes_at", "Das Ende muss nach dem Anfang liegen."))
    if not planned.producers:
        found.append(FieldError("producers", "Bitte wähle mindestens einen Laden."))
    if not planned.pickups:
        found.append(FieldError("pickups", "Bitte nenne mindestens einen Abholort."))
    for index, pickup in enumerate(planned.pickups):
        if pickup.end <= pickup.start:
            message = "Die Abholung muss nach ihrem Anfang enden."
            found.append(FieldError(f"pickups[{index}].end", message))
        elif pickup.start < planned.closes_at:
            message = "Abgeholt wird erst, wenn die Runde zu ist."
            found.append(FieldError(f"pickups[{index}].start", message))
    return found


def covering(
    rounds: Sequence[SellingRound], shop_id: UUID, products: Sequence[UUID], now: datetime
) -> list[SellingRound]:
    """The rounds that are open now and sell all of these."""
    return [
        each
        for each in rounds
        if each.state(now) is RoundState.OPEN
        and shop_id in each.producers
        and all(each.sells(shop_id, product) for product in products)
    ]
