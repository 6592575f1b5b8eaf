"""Goods held for whoever is at the checkout."""

from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import CurrentPrincipal

from orders.domain.cart import by_shop
from orders.domain.shown import shown_seller
from orders.http.answers import answer, local, order_document
from orders.http.dependencies import Ctx
from orders.http.shown_cart import shown_cart
from orders.use_cases.hold_cart import hold_cart, let_go
from orders.use_cases.read_order import order_of_cart

router = APIRouter(prefix="/api/v1/carts", tags=["carts"])


@router.post("/{cart_id}/hold")
async def hold(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    """Hold everything in the cart for some minutes, or hold on; each call begins them anew.

    `reason` says why nothing is held any longer: ordering is possible all the same. `sellers` are
    whom the contracts would be with.
    """
    held = await hold_cart(context, cart_id, principal.id)
    return answer(
        {
            "held_until": local(held.until) if held.until else None,
            "reason": held.reason,
            "cart": await shown_cart(context, held.cart),
            "sellers": [
                {**shown_seller(shop), "tax_mode": shop.tax_mode}
                for shop, _ in by_shop(held.cart.lines)
            ],
        }
    )


@router.delete("/{cart_id}/hold", status_code=204)
async def release(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    """Leave the checkout: what was held is there for others at once."""
    await let_go(context, cart_id, principal.id)
    return Response(status_code=204)


@router.get("/{cart_id}/order")
async def order_of(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    """What became of a cart, for who may use it: an answer that got lost is found again."""
    order, token = await order_of_cart(context, cart_id, principal.id)
    return answer(order_document(order, token))
