"""Pickup points and delivery rounds as the shops of a cart, or all who ask, see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from orders.domain.stations import NO_STATIONS, Bringing, Point, Stations, Tour


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


_POINTS = """
    SELECT p.*, s.shop_id, s.days, s.lead_hours
    FROM point_shop s JOIN pickup_point p ON p.id = s.point_id
    WHERE s.shop_id = ANY($1::uuid[]) AND p.active AND s.days <> '[]'
    ORDER BY p.name, p.id
"""
_TOURS = """
    SELECT t.*, s.shop_id
    FROM tour_shop s JOIN tour t ON t.id = s.tour_id
    WHERE s.shop_id = ANY($1::uuid[]) AND t.active
    ORDER BY t.name, t.id
"""
_TAKEN = "SELECT place, start, taken FROM slot_load WHERE place = ANY($1::text[]) AND start > $2"


async def of_shops(on: Connection, shop_ids: Iterable[UUID], now: datetime) -> Stations:
    """Where these shops bring goods to, and how full that is from now on."""
    ids = list(shop_ids)
    bringings: dict[UUID, list[Bringing]] = defaultdict(list)
    for row in await on.fetch(_POINTS, ids):
        known = Bringing(point_from(row), tuple(row["days"]), row["lead_hours"])
        bringings[row["shop_id"]].append(known)
    tours: dict[UUID, list[Tour]] = defaultdict(list)
    for row in await on.fetch(_TOURS, ids):
        tours[row["shop_id"]].append(tour_from(row))
    if not bringings and not tours:
        return NO_STATIONS
    points = (each.point for found in bringings.values() for each in found)
    counted = {point.key for point in points if point.capacity is not None}
    counted |= {tour.key for found in tours.values() for tour in found if tour.capacity is not None}
    return Stations(bringings, tours, await taken(on, sorted(counted), now))


async def taken(
    on: Connection, keys: Sequence[str], now: datetime
) -> Mapping[tuple[str, datetime], int]:
    """How many shop orders these places have, by start in UTC."""
    if not keys:
        return {}
    rows = await on.fetch(_TAKEN, keys, now)
    return {(row["place"], row["start"].astimezone(UTC)): row["taken"] for row in rows}


def point_from(row: Mapping[str, Any]) -> Point:
    return Point(
        id=row["id"],
        slug=row["slug"],
        name=row["name"],
        street=row["street"],
        postal_code=row["postal_code"],
        place=row["place"],
        lat=row["lat"],
        lon=row["lon"],
        hours=row["hours"],
        hint=row["hint"],
        temperatures=frozenset(row["temperatures"]),
        capacity=row["capacity"],
        attended=row["attended"],
        pay_there=row["pay_there"],
        active=row["active"],
        host_shop_id=row["host_shop_id"],
    )


def tour_from(row: Mapping[str, Any]) -> Tour:
    return Tour(
        id=row["id"],
        slug=row["slug"],
        name=row["name"],
        postal_codes=tuple(row["postal_codes"]),
        weekday=row["weekday"],
        starts=row["starts"],
        ends=row["ends"],
        cutoff_hours=row["cutoff_hours"],
        fee=row["fee"],
        free_from=row["free_from"],
        capacity=row["capacity"],
        temperatures=frozenset(row["temperatures"]),
        hint=row["hint"],
        pay_there=row["pay_there"],
        active=row["active"],
        driver_shop_id=row["driver_shop_id"],
    )
