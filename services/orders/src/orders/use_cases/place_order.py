"""A cart becomes an order: once per Idempotency-Key, with the stock held, or not at all."""

import asyncio
import random
from dataclasses import dataclass, replace

import asyncpg

from orders import queries
from orders.domain.cart import Cart
from orders.domain.codes import guest_token
from orders.domain.errors import (
    CartAlreadyOrderedError,
    CartChangedError,
    CartNotFoundError,
    IdempotencyMismatchError,
    NotEnoughStockError,
    OrderNotFoundError,
    StockBusyError,
)
from orders.domain.new_order import (
    check_contact,
    not_enough,
    slot_full,
)
from orders.domain.order import PaymentMethod
from orders.domain.order_view import OrderView, view_of_new
from orders.domain.payment import check_amount
from orders.domain.stations import NO_STATIONS
from orders.store import carts, idempotency, placing, stations
from orders.store.around import around
from orders.store.placing import Claim
from orders.use_cases.context import Context
from orders.use_cases.hold_cart import free_overdue
from orders.use_cases.on_behalf import check_helper
from orders.use_cases.online_possible import check_online
from orders.use_cases.preparing import Checkout, prepare

ATTEMPTS = 3


class _HoldsMovedError(Exception):
    """Between reading the cart and placing it its holds were renewed, or ran out."""


_COLLISIONS = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, _HoldsMovedError)


@dataclass(frozen=True, slots=True)
class Placed:
    """The order, and for guests the key to it."""

    order: OrderView
    token: str | None


async def place_order(context: Context, checkout: Checkout) -> Placed:
    """The same key with the same request answers the same order, however often it comes.

    Raises one of the refusals in `domain/errors.py`; then nothing has been written.
    """
    check_contact(checkout.contact, checkout.method)
    view = await _with_retries(context, checkout)
    if view.payment_status == "pending" and view.payment_url is None:
        view = replace(view, payment_url=await context.payments.start(view.id))
    token = None if view.account_id else guest_token(context.guest_token_secret, view.id)
    return Placed(view, token)


async def _with_retries(context: Context, checkout: Checkout) -> OrderView:
    for attempt in range(ATTEMPTS):
        try:
            async with context.database.pool.acquire() as connection:
                return await _attempt(context, checkout, connection)
        except _COLLISIONS:
            await asyncio.sleep(random.uniform(0.01, 0.05) * (attempt + 1))  # noqa: S311 -- jitter, not a secret
        except asyncpg.LockNotAvailableError:
            break
        except NotEnoughStockError:
            # Perhaps only because of carts whose minutes are over.
            if attempt or not await free_overdue(context):
                raise
    raise StockBusyError(retry_after=2)


async def _attempt(
    context: Context, checkout: Checkout, connection: asyncpg.Connection
) -> OrderView:
    found = await carts.find_to_order(connection, checkout.cart_id)
    if found is None or not found[0].may_be_used_by(checkout.account_id):
        raise CartNotFoundError
    cart, sequence = found
    claim = checkout.claim()
    if cart.order_id:
        return await _order_of(connection, claim)
    await _look_up(context, checkout, cart, connection)
    near = await around(connection, cart, context.clock.now())
    if checkout.helper:
        await check_helper(connection, checkout.helper, cart, context.clock.now())
    shared = NO_STATIONS
    if checkout.ways:
        shops = {line.shop.id for line in cart.lines}
        shared = await stations.of_shops(connection, shops, context.clock.now())
    new = prepare(context, checkout, cart, sequence, near, shared)
    check_amount(new.method, new.total)
    to_pay = context.time_to_pay if checkout.method is PaymentMethod.ONLINE else None
    outcome = await placing.place(connection, new, claim, to_pay)
    if outcome.placed:
        context.database.outbox_written()
        return view_of_new(new)
    if outcome.short:
        lines = {line.offer.variant_id: line for line in cart.lines}
        raise not_enough((lines[variant], left) for variant, left in outcome.short.items())
    if outcome.crowded:
        raise slot_full(new, outcome.crowded)
    return await _taken(connection, cart, claim, cart_free=outcome.cart_free)


async def _look_up(
    context: Context, checkout: Checkout, cart: Cart, connection: asyncpg.Connection
) -> None:
    """What the rules about money must know."""
    await context.commission.keep_current(connection, context.clock.now())
    shops = {line.shop.id for line in cart.lines}
    await check_online(context, connection, shops, checkout.method)


async def _taken(
    connection: asyncpg.Connection, before: Cart, claim: Claim, *, cart_free: bool
) -> OrderView:
    """Somebody was faster with the same cart or the same key: perhaps this very request."""
    if not cart_free:
        cart = await carts.find(connection, before.id)
        if cart and cart.order_id is None and cart.version == before.version:
            raise _HoldsMovedError
        if cart is None or cart.order_id is None:
            raise CartChangedError
    return await _order_of(connection, claim)


async def _order_of(connection: asyncpg.Connection, claim: Claim) -> OrderView:
    known = await idempotency.find(connection, claim.scope, claim.key)
    if known is None:
        raise CartAlreadyOrderedError
    if known.request_hash != claim.request_hash:
        raise IdempotencyMismatchError
    view = await queries.order(connection, known.order_id)
    if view is None:
        raise OrderNotFoundError
    return view
