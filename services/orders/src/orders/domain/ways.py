"""How each shop's goods can reach the buyer: at the shop, at a shared point, at the door."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.pickup.windows import Slot

from orders.domain import way_times
from orders.domain.cart import Line, Shop, totals
from orders.domain.fulfilment import Way
from orders.domain.pickup_times import PickupTime, Times
from orders.domain.rounds import Pickup
from orders.domain.rules import rules_from
from orders.domain.shown import Document
from orders.domain.stations import (
    Bringing,
    Point,
    Stations,
    Tour,
    unfit,
)

Parcel = tuple[Shop, Sequence[Line]]
"""What one shop gives to one cart."""
ShopTimes = Callable[[Shop, Sequence[Line]], Times]
"""When a shop itself can be visited, or its selling round is handed out."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One way for one shop's goods; without slots `reason` says why."""

    way: Way
    slots: Sequence[Slot]
    fee: int = 0
    reason: str | None = None
    point: Point | None = None
    tour: Tour | None = None
    terms: Mapping[str, Any] | None = None
    """Of the shop's own delivery: `DeliveryState`."""
    round_id: UUID | None = None
    pickup: Pickup | None = None
    """The place of a selling round."""
    full: frozenset[datetime] = frozenset()
    """Starts, in UTC, that have no room left; they are no slots any more."""
    room: Mapping[datetime, int] = field(default_factory=dict)
    """For how many shops' orders its windows have room, by their start in UTC; where it counts."""

    @property
    def key(self) -> str:
        """What is one place for the buyer, whatever shop it is for."""
        if self.point:
            return self.point.key
        if self.pickup:
            return f"point:{self.pickup.point_id or self.pickup.id}"
        return self.tour.key if self.tour else self.way.value

    @property
    def point_id(self) -> UUID | None:
        """As the checkout names the place."""
        if self.point:
            return self.point.id
        return self.pickup.id if self.pickup else None

    @property
    def is_arranged(self) -> bool:
        return self.terms is not None and not self.terms["days"]

    @property
    def postal_codes(self) -> Sequence[str]:
        """To which it is brought."""
        if self.tour:
            return self.tour.postal_codes
        return self.terms["postal_codes"] if self.terms else ()

    @property
    def pay_there(self) -> bool:
        """Whether it can be paid when it is handed over."""
        if self.point:
            return self.point.pay_there
        if self.pickup and self.pickup.station:
            return self.pickup.station.pay_there
        return self.tour.pay_there if self.tour else True

    @property
    def capacity(self) -> int | None:
        station = self.point or self.tour
        return station.capacity if station else None

    def slot_at(self, start: datetime) -> Slot | None:
        return next((slot for slot in self.slots if slot.start == start), None)

    def shown(self) -> Document:
        """What is frozen into the order, of a place that may be gone next year."""
        if self.point:
            point = self.point
            return {
                "name": point.name, "street": point.street, "postal_code": point.postal_code,
                "place": point.place, "hint": point.hint, "lat": point.lat, "lon": point.lon,
                "attended": point.attended,
            }  # fmt: skip
        if self.pickup:
            return self.pickup.shown
        if self.tour:
            return {"tour_id": str(self.tour.id), "name": self.tour.name, "hint": self.tour.hint}
        if self.terms:
            note = self.terms.get("note") or ""
            return {"hint": note, **({"arranged": True} if self.is_arranged else {})}
        return {}


def ways_of(
    parcel: Parcel,
    stations: Stations,
    now: datetime,
    shop_times: ShopTimes,
    postal_code: str | None = None,
) -> list[Offered]:
    """All ways there are, also those that are not possible now: they say why.

    Without a postal code nobody knows yet whether the door is within reach: it is offered.
    """
    shop, lines = parcel
    found = _of_the_shop(shop_times(shop, lines))
    if _only_in_rounds(shop, lines):
        return found
    found += [_at_point(each, parcel, now) for each in stations.bringings.get(shop.id, ())]
    found += [_on_tour(tour, parcel, now, postal_code) for tour in stations.tours.get(shop.id, ())]
    if shop.delivery:
        found.append(_at_door(shop.delivery, parcel, now, postal_code))
    if shop.status != "live":
        return [replace(each, slots=(), reason=PAUSED) for each in found]
    return [_with_room(each, stations) for each in found]


def _only_in_rounds(shop: Shop, lines: Sequence[Line]) -> bool:
    """A selling round has its own places and times, which come with the shop's slots."""
    rules = rules_from(shop.rules)
    return rules.knows_rounds and any(rules.needs_round(line.offer.product_id) for line in lines)


PAUSED = "Dieser Laden nimmt gerade keine Bestellungen an."
NO_TIMES = "In den nächsten Tagen gibt es dort keine freie Zeit."


def _of_the_shop(times: Times) -> list[Offered]:
    """At its own counter, and at each place of the rounds that sell its goods."""
    own = [time.slot for time in times.free if not time.pickup]
    places: dict[tuple[UUID, UUID], list[PickupTime]] = {}
    for time in times.free:
        if time.pickup and time.round_id:
            places.setdefault((time.round_id, time.pickup.id), []).append(time)
    in_rounds = [
        Offered(
            Way.POINT,
            [time.slot for time in found],
            round_id=round_id,
            pickup=found[0].pickup,
        )
        for (round_id, _), found in places.items()
    ]
    if in_rounds and not own:
        return in_rounds
    return [Offered(Way.SHOP, own, reason=None if own else times.reason), *in_rounds]


def _at_point(bringing: Bringing, parcel: Parcel, now: datetime) -> Offered:
    shop, lines = parcel
    point = bringing.point
    bare = Offered(Way.POINT, (), point=point)
    if reason := unfit(lines, point.temperatures, attended=point.attended):
        return replace(bare, reason=reason)
    return _timed(bare, way_times.at_point(bringing, shop, lines, now))


def _on_tour(tour: Tour, parcel: Parcel, now: datetime, postal_code: str | None) -> Offered:
    shop, lines = parcel
    bare = Offered(Way.DELIVERY, (), fee=tour.fee_for(totals(lines).subtotal), tour=tour)
    if postal_code and postal_code not in tour.postal_codes:
        return replace(bare, reason=f"{tour.name} fährt nicht nach {postal_code}.")
    if reason := unfit(lines, tour.temperatures, attended=True):
        return replace(bare, reason=reason)
    return _timed(bare, way_times.on_tour(tour, shop, lines, now))


def _at_door(
    terms: Mapping[str, Any], parcel: Parcel, now: datetime, postal_code: str | None
) -> Offered:
    shop, lines = parcel
    goods = totals(lines).subtotal
    free_from = terms.get("free_from")
    fee = 0 if free_from is not None and goods >= free_from else int(terms.get("fee") or 0)
    bare = Offered(Way.DELIVERY, (), fee=fee, terms=terms)
    if postal_code and postal_code not in terms["postal_codes"]:
        return replace(bare, reason=f"{shop.name} liefert nicht nach {postal_code}.")
    if goods < int(terms.get("minimum") or 0):
        return replace(bare, reason=f"Lieferung erst ab {euros(terms['minimum'])} Warenwert.")
    days = terms.get("days") or ()
    if not days:
        return replace(bare, slots=way_times.by_arrangement(shop, lines, now))
    return _timed(bare, way_times.at_door(days, shop, lines, now))


def _timed(bare: Offered, slots: Sequence[Slot]) -> Offered:
    return replace(bare, slots=slots, reason=None if slots else NO_TIMES)


def _with_room(offered: Offered, stations: Stations) -> Offered:
    """Without the windows that have no room left."""
    if offered.capacity is None:
        return offered
    starts = [slot.start_utc for slot in offered.slots]
    room = {start: stations.room(offered.key, start, offered.capacity) for start in starts}
    full = frozenset(start for start in starts if room[start] <= 0)
    if not full:
        return replace(offered, room=room)
    left = [slot for slot in offered.slots if slot.start_utc not in full]
    reason = None if left else "Dort ist alles voll."
    return replace(offered, slots=left, full=full, room=room, reason=reason)


def euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d} €"
