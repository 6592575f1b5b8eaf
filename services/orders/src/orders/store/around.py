"""What beside a cart decides about its times: asked only for shops whose rules need it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from orders.domain.cart import Cart, Shop
from orders.domain.pickup_times import NOTHING_AROUND, Around, Load, place_key
from orders.domain.rules import rules_from
from orders.store import rounds

_LOAD = "SELECT place, start, taken FROM slot_load WHERE place = ANY($1::text[]) AND start >= $2"


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


async def around(on: Connection, cart: Cart, now: datetime) -> Around:
    """One statement for all shops that count their orders, one for all that sell in rounds."""
    return await around_shops(on, {line.shop.id: line.shop for line in cart.lines}.values(), now)


async def around_shops(on: Connection, shops: Iterable[Shop], now: datetime) -> Around:
    ruled = [(shop.id, rules_from(shop.rules)) for shop in shops if shop.rules]
    if not ruled:
        return NOTHING_AROUND
    counted = [place_key(shop_id) for shop_id, rules in ruled if rules.per_window is not None]
    in_rounds = [shop_id for shop_id, rules in ruled if rules.knows_rounds]
    found = await rounds.around(on, in_rounds, now) if in_rounds else ()
    stations = {pickup.station for each in found for pickup in each.pickups if pickup.station}
    counted += [station.key for station in stations if station.capacity is not None]
    return Around(await _load(on, counted, now) if counted else {}, found)


async def _load(on: Connection, places: Sequence[str], now: datetime) -> Load:
    rows = await on.fetch(_LOAD, places, now)
    return {(row["place"], row["start"]): row["taken"] for row in rows}
