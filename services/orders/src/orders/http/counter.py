"""The shop's side: its orders by pickup time, and the verbs on them."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from marketkit.clock import HERE
from marketkit.service import SignedIn

from orders import queries
from orders.domain.shop_order import ShopOrderStatus
from orders.http.answers import answer, counter_document
from orders.http.bodies import PickupCodeBody, ReasonBody, UndoBody
from orders.http.dependencies import (
    Ctx,
    Cursor,
    Day,
    Limit,
    Slug,
    cursor_from,
    cursor_parts,
    moment_from,
    uuid_from,
)
from orders.queries import CounterFilter
from orders.use_cases import work_on_shop_order as work
from orders.use_cases.context import Context
from orders.use_cases.hand_over import hand_over
from orders.use_cases.read_counter import read_shop_order, shop_of_staff
from orders.use_cases.undo_step import undo_step

router = APIRouter(prefix="/api/v1", tags=["shop orders"])
_DAY = timedelta(days=1)
_MOST_DAYS = timedelta(days=366)


def _wanted(
    status: Annotated[list[ShopOrderStatus] | None, Query()] = None,
    day: Day | None = None,
    last_day: Day | None = None,
    cursor: Cursor = None,
) -> CounterFilter:
    begin, end = _bounds(day, last_day) if day else (None, None)
    return CounterFilter(status, begin, end, _position(cursor) if cursor else None)


@router.get("/shops/{slug}/orders")
async def shop_orders(
    slug: Slug,
    context: Ctx,
    principal: SignedIn,
    wanted: Annotated[CounterFilter, Depends(_wanted)],
    limit: Limit = 50,
) -> Response:
    """By pickup time: what is to do and a single day soonest first, all else latest first.

    `status` may be given several times; `day` is a day of pickup; with
    `last_day` all days until then.
    """
    assert principal.id
    shop_id = await shop_of_staff(context, slug, principal.id, "orders")
    pool = context.database.pool
    found = await queries.counter_ids(pool, shop_id, wanted, limit + 1)
    page = found[:limit]
    parts = await queries.shop_orders(pool, [part_id for _, part_id in page])
    following = None
    if len(found) > limit:
        start, part_id = page[-1]
        following = cursor_from(start.isoformat(), str(part_id))
    return answer({"items": [counter_document(part) for part in parts], "next": following})


@router.get("/shop-orders/{shop_order_id}")
async def shop_order(shop_order_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/accept")
async def accept(shop_order_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    assert principal.id
    await work.accept(context, shop_order_id, principal.id)
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/decline")
async def decline(
    shop_order_id: UUID, body: ReasonBody, context: Ctx, principal: SignedIn
) -> Response:
    assert principal.id
    await work.decline(context, shop_order_id, principal.id, body.reason)
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/ready")
async def ready(shop_order_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    assert principal.id
    await work.make_ready(context, shop_order_id, principal.id)
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/hand-over")
async def hand_it_over(
    shop_order_id: UUID, body: PickupCodeBody, context: Ctx, principal: SignedIn
) -> Response:
    assert principal.id
    await hand_over(
        context,
        shop_order_id,
        principal.id,
        body.pickup_code,
        age_checked=body.age_checked,
    )
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/undo")
async def undo(shop_order_id: UUID, body: UndoBody, context: Ctx, principal: SignedIn) -> Response:
    """Take back a step within half an hour, as long as nothing rests on it."""
    assert principal.id
    await undo_step(context, shop_order_id, principal.id, ShopOrderStatus(body.step))
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/cancel")
async def cancel(
    shop_order_id: UUID, body: ReasonBody, context: Ctx, principal: SignedIn
) -> Response:
    assert principal.id
    await work.cancel(context, shop_order_id, principal.id, body.reason)
    return await _shown(context, shop_order_id, principal.id)


async def _shown(context: Context, shop_order_id: UUID, account_id: UUID | None) -> Response:
    assert account_id
    return answer(counter_document(await read_shop_order(context, shop_order_id, account_id)))


def _bounds(day: date, last: date | None) -> tuple[datetime, datetime]:
    """Local days, both included; one has 23 or 25 hours twice a year."""
    begin = datetime.combine(day, time(), HERE)
    days = min(max(last or day, day) - day, _MOST_DAYS)
    end = min(day + days, date.max - _DAY) + _DAY
    return begin, datetime.combine(end, time(), HERE)


def _position(cursor: str) -> tuple[datetime, UUID]:
    start, part_id = cursor_parts(cursor, 2)
    return moment_from(start), uuid_from(part_id)
