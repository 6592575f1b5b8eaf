"""A shop's part as it was agreed, seen with today's goods and times; and moving it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction
from marketkit.pickup.windows import Slot

from orders.domain.cart import Line, Shop
from orders.domain.fulfilment import ChosenWay, Place, Way
from orders.domain.pickup_times import Around, Times, times_of
from orders.domain.stations import Stations
from orders.domain.ways import Offered, ways_of
from orders.store.carts import line_from


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


_LINES = """
    SELECT l.quantity, l.price AS price_seen, v.*, s.fulfilment, s.slot_start AS agreed_start
    FROM shop_order s
    JOIN order_line l ON l.shop_order_id = s.id
    JOIN sellable v ON v.variant_id = l.variant_id
    WHERE s.id = $1
    ORDER BY l.position
"""
_COUNTED = "INSERT INTO slot_load (place, start, taken) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING"
# Two who swap their times lock both in the same order, the one left as well as the one taken.
_LOCKED = """
    SELECT FROM slot_load
    WHERE (place, start) = ($1, $2)
        OR (place, start) = (SELECT slot_place, slot_start FROM shop_order WHERE id = $3)
    ORDER BY place, start FOR UPDATE
"""
_TAKEN = "SELECT taken FROM slot_load WHERE place = $1 AND start = $2 FOR UPDATE"
_MOVE = """
    UPDATE shop_order SET slot_start = $2, slot_end = $3, fulfilment = $4, slot_place = $5
    WHERE id = $1
"""


@dataclass(frozen=True, slots=True)
class Agreed:
    """How and when one part was to reach its buyer."""

    shop: Shop
    lines: Sequence[Line]
    start: datetime
    fulfilment: Mapping[str, Any]

    @property
    def named(self) -> ChosenWay:
        """By the names the checkout uses."""
        ids = {
            name: UUID(self.fulfilment[name]) if self.fulfilment.get(name) else None
            for name in ("point_id", "round_id", "tour_id")
        }
        return ChosenWay(Way(self.fulfilment.get("way", "shop")), self.start, **ids)

    @property
    def station(self) -> str:
        """What is one place for the buyer."""
        what = self.fulfilment
        return str(what.get("point_id") or what.get("tour_id") or self.shop.id)

    def is_at(self, wanted: ChosenWay) -> bool:
        return self.named == wanted

    def ways(self, shared: Stations, near: Around, now: datetime) -> list[Offered]:
        """What it may be moved to: the sum that was agreed must not change by it."""
        was = self.named
        if was.round_id:
            return []
        address = self.fulfilment.get("address") or {}

        def times(shop: Shop, lines: Sequence[Line]) -> Times:
            return times_of(shop, lines, now, near)

        found = ways_of(
            (self.shop, self.lines), shared, now, times, address.get("postal_code") or None
        )
        if was.way is not Way.DELIVERY:
            return [way for way in found if way.way is not Way.DELIVERY and not way.round_id]
        return [
            way
            for way in found
            if way.way is Way.DELIVERY and (way.tour.id if way.tour else None) == was.tour_id
        ]


async def agreed(on: Connection, shop_order_id: UUID) -> Agreed | None:
    """None when nothing of it is known any more."""
    rows = await on.fetch(_LINES, shop_order_id)
    if not rows:
        return None
    lines = [line_from(row) for row in rows]
    head = rows[0]
    return Agreed(lines[0].shop, lines, head["agreed_start"], head["fulfilment"] or {})


async def take_room(
    tx: Transaction, shop_order_id: UUID, place: Place, full: Callable[[], Exception]
) -> None:
    """Nobody else may take the last place until this transaction ends."""
    await tx.execute(_COUNTED, place.key, place.start)
    await tx.execute(_LOCKED, place.key, place.start, shop_order_id)
    if await tx.fetchval(_TAKEN, place.key, place.start) >= place.capacity:
        raise full()


async def move(
    tx: Transaction,
    shop_order_id: UUID,
    slot: Slot,
    fulfilment: Mapping[str, Any],
    slot_place: str | None,
) -> None:
    """A trigger counts it out where it was and in where it is."""
    await tx.execute(_MOVE, shop_order_id, slot.start, slot.end, dict(fulfilment), slot_place)


async def fulfilment_of(tx: Transaction, shop_order_id: UUID) -> Mapping[str, Any]:
    """How it was to reach its buyer."""
    query = "SELECT fulfilment FROM shop_order WHERE id = $1"
    return await tx.fetchval(query, shop_order_id) or {}
