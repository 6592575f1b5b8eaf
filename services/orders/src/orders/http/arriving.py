"""At a pickup point: that parts are there, one or all of a shop, and that one is not after all."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import SignedIn
from pydantic import Field

from orders.domain.arriving import MOST_AT_ONCE
from orders.http.answers import answer
from orders.http.bodies import Body
from orders.http.dependencies import Ctx
from orders.use_cases.arrive import arrive, arrive_one, take_back

router = APIRouter(prefix="/api/v1", tags=["pickup points and rounds"])


class ArrivedBody(Body):
    shop_order_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]


@router.post("/arrivals")
async def all_arrived(body: ArrivedBody, context: Ctx, principal: SignedIn) -> Response:
    """These are there now; what is not packed yet, or was called off, is left out.

    Said by who runs the point where the shop allows that, else by the shop itself. The buyers
    get one mail each, some minutes later.
    """
    assert principal.id
    found = await arrive(context, body.shop_order_ids, principal.id)
    return answer({"shop_order_ids": found})


@router.post("/shop-orders/{shop_order_id}/arrived")
async def arrived(shop_order_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    """It is at the point now."""
    assert principal.id
    await arrive_one(context, shop_order_id, principal.id)
    return answer({"shop_order_id": shop_order_id, "arrived": True})


@router.delete("/shop-orders/{shop_order_id}/arrived")
async def not_arrived(shop_order_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    """It was ticked by mistake: buyers who have been told are told that, all others nothing."""
    assert principal.id
    await take_back(context, shop_order_id, principal.id)
    return answer({"shop_order_id": shop_order_id, "arrived": False})
