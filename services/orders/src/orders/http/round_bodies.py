"""A selling round as the market's people send it."""

from uuid import UUID

from marketkit.clock import new_id
from pydantic import Field

from orders.domain.rounds import (
    MOST_PICKUPS,
    MOST_PRODUCERS,
    MOST_PRODUCTS,
    Pickup,
    SellingRound,
)
from orders.http.bodies import Body, Moment, Text


class PickupBody(Body):
    id: UUID | None = None
    """Of a place that is there already; a new one has none."""
    point_id: UUID | None = None
    name: Text = Field(min_length=1, max_length=120)
    street: Text = Field(default="", max_length=120)
    postal_code: Text = Field(default="", max_length=10)
    place: Text = Field(default="", max_length=80)
    text: Text = Field(default="", max_length=300)
    start: Moment
    end: Moment

    def pickup(self) -> Pickup:
        return Pickup(
            self.id or new_id(), self.name, self.street, self.postal_code, self.place, self.text,
            self.start, self.end, self.point_id,
        )  # fmt: skip


class ProducerBody(Body):
    shop_id: UUID
    products: list[UUID] | None = Field(default=None, min_length=1, max_length=MOST_PRODUCTS)
    """Everything the shop sells when left out."""


class RoundBody(Body):
    name: Text = Field(min_length=1, max_length=120)
    text: Text = Field(default="", max_length=1000)
    opens_at: Moment
    closes_at: Moment
    producers: list[ProducerBody] = Field(max_length=MOST_PRODUCERS)
    pickups: list[PickupBody] = Field(max_length=MOST_PICKUPS)

    def selling_round(self, round_id: UUID) -> SellingRound:
        return SellingRound(
            id=round_id,
            version=1,
            name=self.name,
            text=self.text,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            pickups=tuple(each.pickup() for each in self.pickups),
            producers={
                each.shop_id: frozenset(each.products) if each.products else None
                for each in self.producers
            },
        )
