"""Carts: the unguessable id is a guest's key; an account's cart is its owner's alone."""

from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import CurrentPrincipal, SignedIn

from orders.domain.cart import Cart, Wish, by_shop
from orders.http.answers import answer
from orders.http.bodies import LinesBody, QuantityBody
from orders.http.dependencies import Ctx
from orders.http.shown_cart import shown_cart
from orders.http.slot_answers import slots_document
from orders.store.around import around
from orders.use_cases import fill_cart
from orders.use_cases.context import Context

router = APIRouter(prefix="/api/v1/carts", tags=["carts"])


@router.post("", status_code=201)
async def create_cart(
    context: Ctx, principal: CurrentPrincipal, body: LinesBody | None = None
) -> Response:
    wishes = body.wishes() if body else []
    cart = await fill_cart.create_cart(context, principal.id, wishes)
    return await _shown(context, cart, 201)


@router.get("/{cart_id}")
async def read_cart(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    return await _shown(context, await fill_cart.get_cart(context, cart_id, principal.id))


@router.put("/{cart_id}/lines")
async def put_lines(
    cart_id: UUID, body: LinesBody, context: Ctx, principal: CurrentPrincipal
) -> Response:
    cart = await fill_cart.put_lines(context, cart_id, principal.id, body.wishes())
    return await _shown(context, cart)


@router.put("/{cart_id}/lines/{variant_id}")
async def put_line(
    cart_id: UUID,
    variant_id: UUID,
    body: QuantityBody,
    context: Ctx,
    principal: CurrentPrincipal,
) -> Response:
    wish = Wish(variant_id, body.quantity)
    return await _shown(context, await fill_cart.put_line(context, cart_id, principal.id, wish))


@router.post("/{cart_id}/confirm-prices")
async def confirm_prices(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    return await _shown(context, await fill_cart.confirm_prices(context, cart_id, principal.id))


@router.post("/{cart_id}/claim")
async def claim_cart(cart_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    assert principal.id
    return await _shown(context, await fill_cart.claim_cart(context, cart_id, principal.id))


@router.get("/{cart_id}/slots")
async def read_slots(cart_id: UUID, context: Ctx, principal: CurrentPrincipal) -> Response:
    """When each shop of the cart can be visited; `reason` says why a list is empty."""
    cart = await fill_cart.get_cart(context, cart_id, principal.id)
    now = context.clock.now()
    near = await around(context.database.pool, cart, now)
    shops = by_shop(cart.lines)
    return answer({"shops": [slots_document(shop, lines, now, near) for shop, lines in shops]})


async def _shown(context: Context, cart: Cart, status: int = 200) -> Response:
    return answer(await shown_cart(context, cart), status)
