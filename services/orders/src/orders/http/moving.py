"""The buyer has one shop's part at another time."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import CurrentPrincipal

from orders.domain.errors import OrderNotFoundError, ShopOrderNotFoundError
from orders.domain.fulfilment import ChosenWay, Way
from orders.http.answers import answer, order_document
from orders.http.bodies import Body, Moment
from orders.http.dependencies import Ctx, Token
from orders.http.way_answers import plans_document, ways_document
from orders.store import orders
from orders.use_cases.context import Context
from orders.use_cases.move_shop_order import move, possible_times, replan
from orders.use_cases.read_order import check_buyer, read_order

router = APIRouter(prefix="/api/v1/shop-orders", tags=["orders"])
order_router = APIRouter(prefix="/api/v1/orders", tags=["orders"])


class MoveBody(Body):
    """Without a way it stays where it is."""

    start: Moment
    way: Literal["shop", "point", "delivery"] | None = None
    point_id: UUID | None = None
    tour_id: UUID | None = None


@order_router.get("/{order_id}/plans")
async def read_plans(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """Fewer stops for what still waits, if there are; `choices` are what each part moves to."""
    await check_buyer(context, order_id, principal.id, token)
    found = await replan(context.database, order_id, context.clock.now())
    return answer({"stops": found.stops, "plans": plans_document([], found.plans)["plans"]})


@router.get("/{shop_order_id}/times")
async def read_times(
    shop_order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """When and where else it could be had for the same sum; nothing once the shop has begun."""
    await _order_of_buyer(context, shop_order_id, principal.id, token)
    found = await possible_times(context, shop_order_id)
    return answer(ways_document([(found.was.shop, found.was.lines, found.ways)])["shops"][0])


@router.post("/{shop_order_id}/move")
async def move_it(
    shop_order_id: UUID,
    body: MoveBody,
    context: Ctx,
    principal: CurrentPrincipal,
    token: Token = None,
) -> Response:
    """Possible until the shop has begun; the shop is told by mail."""
    order_id = await _order_of_buyer(context, shop_order_id, principal.id, token)
    was = (await possible_times(context, shop_order_id)).was.named
    wanted = ChosenWay(was.way, body.start, was.point_id, was.round_id, was.tour_id)
    if body.way:
        wanted = ChosenWay(Way(body.way), body.start, body.point_id, None, body.tour_id)
    await move(context, shop_order_id, wanted)
    return answer(order_document(await read_order(context, order_id, principal.id, token)))


async def _order_of_buyer(
    context: Context, shop_order_id: UUID, account_id: UUID | None, token: str | None
) -> UUID:
    """To everybody else it does not exist."""
    order_id = await orders.order_of(context.database.pool, shop_order_id)
    if order_id is None:
        raise ShopOrderNotFoundError
    try:
        await check_buyer(context, order_id, account_id, token)
    except OrderNotFoundError as stranger:
        raise ShopOrderNotFoundError from stranger
    return order_id
