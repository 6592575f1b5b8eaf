"""Pickup points and delivery rounds as those who run them write and read them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.stations import Point, Tour
from orders.store.stations import point_from, tour_from


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


_POINTS = """
    SELECT * FROM pickup_point
    WHERE ($1 OR active) AND ($2::text IS NULL OR slug > $2) ORDER BY slug LIMIT $3
"""
_PUT_POINT = """
    INSERT INTO pickup_point (
        id, slug, name, street, postal_code, place, lat, lon, hours, hint, temperatures, capacity,
        attended, pay_there, active, host_shop_id
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (slug) DO UPDATE SET
        name = excluded.name, street = excluded.street, postal_code = excluded.postal_code,
        place = excluded.place, lat = excluded.lat, lon = excluded.lon, hours = excluded.hours,
        hint = excluded.hint, temperatures = excluded.temperatures, capacity = excluded.capacity,
        attended = excluded.attended, pay_there = excluded.pay_there, active = excluded.active,
        host_shop_id = excluded.host_shop_id
    RETURNING *
"""
# What shops have allowed one host they have not allowed another.
_FORGET_TRUST = """
    UPDATE point_shop s SET with_host = false FROM pickup_point p
    WHERE p.id = s.point_id AND p.slug = $1 AND p.host_shop_id IS DISTINCT FROM $2
"""
_NAMES = """
    SELECT DISTINCT ON (shop_id) shop_id, slug, name FROM shop_copy
    WHERE shop_id = ANY($1::uuid[]) ORDER BY shop_id, version DESC
"""
_TOURS = """
    SELECT * FROM tour
    WHERE ($1 OR active) AND ($2::text IS NULL OR slug > $2) ORDER BY slug LIMIT $3
"""
_PUT_TOUR = """
    INSERT INTO tour (
        id, slug, name, postal_codes, weekday, starts, ends, cutoff_hours, capacity, fee,
        free_from, temperatures, hint, pay_there, active, driver_shop_id
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (slug) DO UPDATE SET
        name = excluded.name, postal_codes = excluded.postal_codes, weekday = excluded.weekday,
        starts = excluded.starts, ends = excluded.ends, cutoff_hours = excluded.cutoff_hours,
        capacity = excluded.capacity, fee = excluded.fee, free_from = excluded.free_from,
        temperatures = excluded.temperatures, hint = excluded.hint,
        pay_there = excluded.pay_there, active = excluded.active,
        driver_shop_id = excluded.driver_shop_id
    RETURNING *
"""
_FORGET_DRIVER = """
    UPDATE tour_shop s SET with_driver = false FROM tour t
    WHERE t.id = s.tour_id AND t.slug = $1 AND t.driver_shop_id IS DISTINCT FROM $2
"""
_BROUGHT_BY = "SELECT point_id, days, lead_hours, with_host FROM point_shop WHERE shop_id = $1"
_ON_TOURS = "SELECT tour_id, with_driver FROM tour_shop WHERE shop_id = $1"
_LEAVE_POINTS = "DELETE FROM point_shop WHERE shop_id = $1"
_LEAVE_TOURS = "DELETE FROM tour_shop WHERE shop_id = $1"
_BRING = """
    INSERT INTO point_shop (point_id, shop_id, days, lead_hours, with_host)
    SELECT b.point_id, $1, b.days, b.lead_hours, b.with_host AND p.host_shop_id IS NOT NULL
    FROM jsonb_to_recordset($2::jsonb)
        AS b (point_id uuid, days jsonb, lead_hours integer, with_host boolean)
    JOIN pickup_point p ON p.id = b.point_id
"""
_JOIN = """
    INSERT INTO tour_shop (tour_id, shop_id, with_driver)
    SELECT id, $1, id = ANY($3::uuid[]) AND driver_shop_id IS NOT NULL
    FROM tour WHERE id = ANY($2::uuid[])
"""


async def points(on: Connection, *, all_: bool, after: str | None, limit: int) -> list[Point]:
    return [point_from(row) for row in await on.fetch(_POINTS, all_, after, limit)]


async def tours(on: Connection, *, all_: bool, after: str | None, limit: int) -> list[Tour]:
    return [tour_from(row) for row in await on.fetch(_TOURS, all_, after, limit)]


async def put_point(tx: Transaction, slug: str, values: Mapping[str, Any]) -> Point:
    """As it is from now on; under a new name it is a new one."""
    names = (
        "name", "street", "postal_code", "place", "lat", "lon", "hours", "hint", "temperatures",
        "capacity", "attended", "pay_there", "active", "host_shop_id",
    )  # fmt: skip
    await tx.execute(_FORGET_TRUST, slug, values["host_shop_id"])
    rows = await tx.fetch(_PUT_POINT, new_id(), slug, *(values[name] for name in names))
    return point_from(rows[0])


async def put_tour(tx: Transaction, slug: str, values: Mapping[str, Any]) -> Tour:
    names = (
        "name", "postal_codes", "weekday", "starts", "ends", "cutoff_hours", "capacity", "fee",
        "free_from", "temperatures", "hint", "pay_there", "active", "driver_shop_id",
    )  # fmt: skip
    await tx.execute(_FORGET_DRIVER, slug, values["driver_shop_id"])
    rows = await tx.fetch(_PUT_TOUR, new_id(), slug, *(values[name] for name in names))
    return tour_from(rows[0])


async def hosts(on: Connection, found: Iterable[Point]) -> dict[UUID, dict[str, Any]]:
    """Who runs these points: slug and name by the shop's id."""
    return await _named(on, {point.host_shop_id for point in found})


async def drivers(on: Connection, found: Iterable[Tour]) -> dict[UUID, dict[str, Any]]:
    """Who drives these rounds, in the same way."""
    return await _named(on, {tour.driver_shop_id for tour in found})


async def _named(on: Connection, shop_ids: Iterable[UUID | None]) -> dict[UUID, dict[str, Any]]:
    wanted = [shop_id for shop_id in shop_ids if shop_id]
    rows = await on.fetch(_NAMES, wanted) if wanted else []
    return {row["shop_id"]: {"slug": row["slug"], "name": row["name"]} for row in rows}


async def bringing(on: Connection, shop_id: UUID) -> tuple[dict[UUID, Any], dict[UUID, bool]]:
    """To which points this shop brings on which days; to which rounds it gives, and whether
    their drivers may carry it."""
    brought = await on.fetch(_BROUGHT_BY, shop_id)
    given = await on.fetch(_ON_TOURS, shop_id)
    return {row["point_id"]: row for row in brought}, {
        row["tour_id"]: row["with_driver"] for row in given
    }


async def put_bringing(
    tx: Transaction,
    shop_id: UUID,
    brought: Sequence[Mapping[str, Any]],
    tour_ids: Sequence[UUID],
    with_driver: Sequence[UUID] = (),
) -> None:
    """All of it anew; what was agreed with buyers before stands."""
    await tx.execute(_LEAVE_POINTS, shop_id)
    await tx.execute(_LEAVE_TOURS, shop_id)
    await tx.execute(_BRING, shop_id, list(brought))
    await tx.execute(_JOIN, shop_id, list(tour_ids), list(with_driver))
