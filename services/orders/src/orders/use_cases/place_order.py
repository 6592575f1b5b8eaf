"""A cart becomes an order: once per Idempotency-Key, with the stock held, or not at all."""

import asyncio
import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg
import orjson
from marketkit.clock import new_id

from orders import queries
from orders.domain.cart import Cart
from orders.domain.codes import guest_token, order_number, token_hash
from orders.domain.errors import (
    CartAlreadyOrderedError,
    CartChangedError,
    CartNotFoundError,
    IdempotencyMismatchError,
    OrderNotFoundError,
    StockBusyError,
)
from orders.domain.new_order import (
    Contact,
    Language,
    NewOrder,
    check_cart,
    check_contact,
    choose_slots,
    new_parts,
    not_enough,
    slot_full,
)
from orders.domain.order import PaymentMethod
from orders.domain.order_view import OrderView, view_of_new
from orders.domain.payment import check_amount
from orders.store import carts, idempotency, placing
from orders.store.placing import Claim
from orders.use_cases.context import Context

ATTEMPTS = 3
_COLLISIONS = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)


@dataclass(frozen=True, slots=True)
class Checkout:
    """What the buyer asked for."""

    cart_id: UUID
    account_id: UUID | None
    key: str
    contact: Contact
    slots: Mapping[UUID, datetime]
    method: PaymentMethod
    note: str
    language: Language

    def claim(self) -> Claim:
        """A guest's keys are only compared within their cart, which nobody else knows."""
        scope = f"account:{self.account_id}" if self.account_id else f"cart:{self.cart_id}"
        slots = sorted((str(shop), start.timestamp()) for shop, start in self.slots.items())
        asked = (self.cart_id, self.contact, self.method, self.note, slots)
        return Claim(scope, self.key, hashlib.sha256(orjson.dumps(asked, default=str)).digest())


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
    new = _prepare(context, checkout, cart, sequence)
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
    return await _taken(connection, checkout, claim, cart_free=outcome.cart_free)


def _prepare(context: Context, checkout: Checkout, cart: Cart, sequence: int) -> NewOrder:
    now = context.clock.now()
    check_cart(cart)
    chosen = choose_slots(cart, checkout.slots, now)
    number = order_number(context.order_prefix, now, sequence)
    order_id = new_id()
    token = None if checkout.account_id else guest_token(context.guest_token_secret, order_id)
    return NewOrder(
        id=order_id,
        number=number,
        cart_id=cart.id,
        cart_version=cart.version,
        account_id=checkout.account_id,
        guest_token_hash=token_hash(token) if token else None,
        method=checkout.method,
        contact=checkout.contact,
        note=checkout.note,
        language=checkout.language,
        parts=new_parts(number, chosen, new_id),
        created_at=now,
    )


async def _taken(
    connection: asyncpg.Connection, checkout: Checkout, claim: Claim, *, cart_free: bool
) -> OrderView:
    """Somebody was faster with the same cart or the same key: perhaps this very request."""
    if not cart_free:
        cart = await carts.find(connection, checkout.cart_id)
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
