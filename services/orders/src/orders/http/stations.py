"""Pickup points and delivery rounds: everybody may see them, the operator keeps them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.errors import FieldError, InvalidError
from marketkit.service import CurrentPrincipal, SignedIn

from orders.domain.shown import Document, money
from orders.domain.stations import Tour
from orders.http.answers import answer
from orders.http.dependencies import Ctx, Cursor, Limit, Operator, Slug, cursor_from, cursor_parts
from orders.http.station_bodies import BringBody, PointBody, TourBody
from orders.http.way_answers import point_document
from orders.store import access, station_desk
from orders.use_cases.context import Context
from orders.use_cases.read_counter import shop_of_staff

router = APIRouter(prefix="/api/v1", tags=["pickup points and rounds"])
_MOST = 100


@router.get("/pickup-points")
async def read_points(
    context: Ctx, principal: CurrentPrincipal, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Those in use; to the operator all."""
    after = cursor_parts(cursor, 1)[0] if cursor else None
    everything = principal.has("operator")
    found = await station_desk.points(
        context.database.pool, all_=everything, after=after, limit=limit + 1
    )
    following = cursor_from(found[limit - 1].slug) if len(found) > limit else None
    hosts = await station_desk.hosts(context.database.pool, found)
    items = [point_document(each, hosts) for each in found[:limit]]
    return answer({"items": items, "next": following})


@router.put("/pickup-points/{slug}")
async def put_point(slug: Slug, body: PointBody, context: Ctx, _: Operator) -> Response:
    pool = context.database.pool
    host = await _shop(context, "host", body.host)
    async with context.database.transaction() as tx:
        point = await station_desk.put_point(tx, slug, body.model_dump() | {"host_shop_id": host})
    return answer(point_document(point, await station_desk.hosts(pool, [point])))


@router.get("/delivery-rounds")
async def read_tours(
    context: Ctx, principal: CurrentPrincipal, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Those that drive; to the operator all."""
    after = cursor_parts(cursor, 1)[0] if cursor else None
    everything = principal.has("operator")
    found = await station_desk.tours(
        context.database.pool, all_=everything, after=after, limit=limit + 1
    )
    following = cursor_from(found[limit - 1].slug) if len(found) > limit else None
    drivers = await station_desk.drivers(context.database.pool, found)
    items = [tour_document(each, drivers) for each in found[:limit]]
    return answer({"items": items, "next": following})


@router.put("/delivery-rounds/{slug}")
async def put_tour(slug: Slug, body: TourBody, context: Ctx, _: Operator) -> Response:
    driver = await _shop(context, "driver", body.driver)
    async with context.database.transaction() as tx:
        tour = await station_desk.put_tour(tx, slug, body.values() | {"driver_shop_id": driver})
    drivers = await station_desk.drivers(context.database.pool, [tour])
    return answer(tour_document(tour, drivers))


async def _shop(context: Context, field: str, slug: str | None) -> UUID | None:
    """Whom the operator has named; nobody is nobody."""
    if not slug:
        return None
    found = await access.shop_named(context.database.pool, slug)
    if found is None:
        raise InvalidError(errors=[FieldError(field, "Diesen Laden gibt es nicht.")])
    return found


@router.get("/shops/{slug}/bringing")
async def read_bringing(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """All points and rounds there are, and what this shop has said about each."""
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    return await _bringing(context, shop_id)


@router.put("/shops/{slug}/bringing")
async def put_bringing(slug: Slug, body: BringBody, context: Ctx, principal: SignedIn) -> Response:
    """What is not named here is not brought there any more; what was ordered stands."""
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    async with context.database.transaction() as tx:
        await station_desk.put_bringing(tx, shop_id, body.brought(), body.tours, body.with_driver)
    return await _bringing(context, shop_id)


async def _bringing(context: Context, shop_id: UUID) -> Response:
    pool = context.database.pool
    points = await station_desk.points(pool, all_=False, after=None, limit=_MOST)
    tours = await station_desk.tours(pool, all_=False, after=None, limit=_MOST)
    brought, given = await station_desk.bringing(pool, shop_id)
    hosts = await station_desk.hosts(pool, points)
    drivers = await station_desk.drivers(pool, tours)
    nothing = {"days": [], "lead_hours": 24, "with_host": False}
    return answer(
        {
            "points": [
                point_document(point, hosts)
                | {name: brought.get(point.id, nothing)[name] for name in nothing}
                for point in points
            ],
            "tours": [
                tour_document(tour, drivers)
                | {"gives": tour.id in given, "with_driver": given.get(tour.id, False)}
                for tour in tours
            ],
        }
    )


def tour_document(tour: Tour, drivers: Mapping[UUID, Any]) -> Document:
    return {
        "id": tour.id,
        "slug": tour.slug,
        "name": tour.name,
        "postal_codes": tour.postal_codes,
        "weekday": tour.weekday,
        "starts": tour.starts,
        "ends": tour.ends,
        "cutoff_hours": tour.cutoff_hours,
        "capacity": tour.capacity,
        "fee": money(tour.fee),
        "free_from": None if tour.free_from is None else money(tour.free_from),
        "temperatures": sorted(tour.temperatures),
        "hint": tour.hint,
        "pay_there": tour.pay_there,
        "active": tour.active,
        "driver": drivers.get(tour.driver_shop_id) if tour.driver_shop_id else None,
    }
