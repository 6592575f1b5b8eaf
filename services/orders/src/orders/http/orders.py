"""The buyer's side: check out, look, cancel."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response
from marketkit.service import CurrentPrincipal, SignedIn

from orders import queries
from orders.domain.order import OrderStatus, PaymentMethod
from orders.http.answers import answer, order_document
from orders.http.bodies import CheckoutBody
from orders.http.checkout_answers import helper_from, wishes_from
from orders.http.dependencies import (
    Ctx,
    Cursor,
    IdempotencyKey,
    Limit,
    Token,
    cursor_from,
    cursor_parts,
    uuid_from,
)
from orders.use_cases.cancel_order import cancel_order
from orders.use_cases.place_order import place_order
from orders.use_cases.preparing import Checkout
from orders.use_cases.read_order import check_buyer, read_order

router = APIRouter(prefix="/api/v1", tags=["orders"])
AcceptLanguage = Annotated[str, Header(alias="Accept-Language", max_length=200)]


@router.post("/carts/{cart_id}/checkout", status_code=201)
async def checkout(
    cart_id: UUID,
    body: CheckoutBody,
    key: IdempotencyKey,
    context: Ctx,
    principal: CurrentPrincipal,
    language: AcceptLanguage = "de",
) -> Response:
    helper = helper_from(body, principal)
    placed = await place_order(
        context,
        Checkout(
            cart_id=cart_id,
            account_id=principal.id,
            key=key,
            contact=body.contact.contact(),
            slots=body.slots,
            ways={shop_id: way.chosen() for shop_id, way in body.ways.items()},
            address=body.address.address() if body.address else None,
            method=PaymentMethod(body.payment),
            note=body.note,
            buyer=body.buyer.buyer().document() if body.buyer else None,
            wishes=wishes_from(body, helper),
            helper=helper,
            total_shown=body.total_shown,
            language="en" if language.lower().startswith("en") else "de",
        ),
    )
    return answer(order_document(placed.order, placed.token), 201)


@router.get("/orders/{order_id}")
async def get_order(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    return answer(order_document(await read_order(context, order_id, principal.id, token)))


@router.get("/my/orders")
async def my_orders(
    context: Ctx,
    principal: SignedIn,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    assert principal.id
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    pool = context.database.pool
    ids = await queries.my_order_ids(pool, principal.id, before, limit + 1)
    page = ids[:limit]
    items = [order_document(order) for order in await queries.orders(pool, page)]
    following = cursor_from(str(page[-1])) if len(ids) > limit else None
    return answer({"items": items, "next": following})


@router.post("/orders/{order_id}/cancel")
async def cancel(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """Possible until the first shop has begun."""
    await check_buyer(context, order_id, principal.id, token)
    await cancel_order(context, order_id, principal.id)
    return answer(order_document(await read_order(context, order_id, principal.id, token)))


@router.post("/orders/{order_id}/pay")
async def pay(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """The page where an unpaid order can be paid: the open one, or a new one."""
    view = await read_order(context, order_id, principal.id, token)
    if view.status == OrderStatus.AWAITING_PAYMENT:
        view = replace(view, payment_url=await context.payments.start(order_id))
    return answer(order_document(view))


@router.post("/orders/{order_id}/payment/sync")
async def sync_payment(
    order_id: UUID, context: Ctx, principal: CurrentPrincipal, token: Token = None
) -> Response:
    """For the page buyers come back to: the provider's news may still be on its way."""
    await check_buyer(context, order_id, principal.id, token)
    await context.payments.sync(order_id)
    return answer(order_document(await read_order(context, order_id, principal.id, token)))
