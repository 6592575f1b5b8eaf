"""Goods held for whoever is at the checkout."""

from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import CurrentPrincipal

from orders.http.answers import answer, local
from orders.http.dependencies import Ctx
from orders.http.shown_cart import shown_cart
from orders.use_cases.hold_cart import hold_cart, let_go

router = APIRouter(prefix="/api/v1/carts", tags=["carts"])


@router.post("/{cart_id}/hold")
async def hold(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    """Hold everything in the cart for some minutes, or hold on; each call begins them anew.

    `reason` says why nothing is held any longer: ordering is possible all the same.
    """
    held = await hold_cart(context, cart_id, principal.id)
    return answer(
        {
            "held_until": local(held.until) if held.until else None,
            "reason": held.reason,
            "cart": await shown_cart(context, held.cart),
        }
    )


@router.delete("/{cart_id}/hold", status_code=204)
async def release(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    """Leave the checkout: what was held is there for others at once."""
    await let_go(context, cart_id, principal.id)
    return Response(status_code=204)
