"""Pickup points and delivery rounds for tests, written straight into the tables."""

from typing import Any
from uuid import UUID

from marketkit.clock import new_id

from tests.orders.market import AShop, Market

SATURDAY = "2026-11-21T15:00:00+01:00"
"""When the point and the round of these helpers hand over."""
TUESDAY = "2026-11-24T16:00:00+01:00"
HOME = {"street": "Dorfstraße 4", "postal_code": "06729", "place": "Elsteraue"}


async def a_point(market: Market, *shops: AShop, days: tuple[str, ...] = ("sa",),
                  lead_hours: int = 0, **changes: Any) -> UUID:  # fmt: skip
    """Open on Saturdays from three to six; these shops bring there."""
    point_id = new_id()
    row = {
        "slug": f"punkt-{point_id.hex[-6:]}", "name": "DZZ am Altmarkt", "street": "Altmarkt 16",
        "postal_code": "06712", "place": "Zeitz", "lat": 51.05, "lon": 12.14,
        "hours": "Sa 15:00-18:00", "hint": "Eingang im Hof", "temperatures": ["cool_7"],
        "capacity": None, "attended": True, "pay_there": True,
    } | changes  # fmt: skip
    pool = market.database.pool
    await pool.execute(
        "INSERT INTO pickup_point (id, slug, name, street, postal_code, place, lat, lon, hours,"
        " hint, temperatures, capacity, attended, pay_there)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        point_id, *row.values(),
    )  # fmt: skip
    for shop in shops:
        await pool.execute(
            "INSERT INTO point_shop (point_id, shop_id, days, lead_hours) VALUES ($1, $2, $3, $4)",
            point_id, shop.id, list(days), lead_hours,
        )  # fmt: skip
    return point_id


async def a_tour(market: Market, *shops: AShop, **changes: Any) -> UUID:
    """On Tuesdays from four to seven to Elsteraue; these shops give to it."""
    tour_id = new_id()
    row = {
        "slug": f"tour-{tour_id.hex[-6:]}", "name": "Elsteraue-Runde",
        "postal_codes": ["06729", "06712"], "weekday": "tu", "starts": "16:00", "ends": "19:00",
        "cutoff_hours": 24, "capacity": None, "fee": 450, "free_from": 6000,
        "temperatures": ["cool_7"],
    } | changes  # fmt: skip
    pool = market.database.pool
    await pool.execute(
        "INSERT INTO tour (id, slug, name, postal_codes, weekday, starts, ends, cutoff_hours,"
        " capacity, fee, free_from, temperatures)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tour_id, *row.values(),
    )  # fmt: skip
    for shop in shops:
        await pool.execute(
            "INSERT INTO tour_shop (tour_id, shop_id) VALUES ($1, $2)", tour_id, shop.id
        )
    return tour_id


def at_point(point_id: UUID, start: str = SATURDAY) -> dict[str, Any]:
    return {"way": "point", "start": start, "point_id": str(point_id)}


def by_tour(tour_id: UUID, start: str = TUESDAY) -> dict[str, Any]:
    return {"way": "delivery", "start": start, "tour_id": str(tour_id)}
