"""Whoever is at the checkout does not lose their goods to somebody faster with a form."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orders.domain.cart import Cart
from orders.domain.errors import (
    CartAlreadyOrderedError,
    CartNotFoundError,
    NotEnoughStockError,
)
from orders.domain.holding import NotHeld, begins_anew, why_not
from orders.domain.new_order import check_cart, not_enough
from orders.store import cart_holds, carts
from orders.store.turns import take_turn
from orders.use_cases.context import Context

BATCH = 50


@dataclass(frozen=True, slots=True)
class HeldCart:
    """`until` is None when nothing is held; `reason` says why it is not renewed."""

    cart: Cart
    until: datetime | None
    reason: NotHeld | None


async def hold_cart(context: Context, cart_id: UUID, account_id: UUID | None) -> HeldCart:
    """Hold everything in it for some minutes, or hold on. Raises what stands in the way.

    Too little of something: nothing is held, and every short line is named.
    """
    try:
        return await _hold(context, cart_id, account_id)
    except NotEnoughStockError:
        # Perhaps only because of carts whose minutes are over.
        if not await free_overdue(context):
            raise
        return await _hold(context, cart_id, account_id)


async def _hold(context: Context, cart_id: UUID, account_id: UUID | None) -> HeldCart:
    rules = context.hold_rules
    async with context.database.transaction() as tx:
        if account_id is not None:
            await take_turn(tx, "carts held", account_id)
        holding = await cart_holds.lock(tx, cart_id)
        cart = await carts.find(tx, cart_id)
        if holding is None or cart is None or not cart.may_be_used_by(account_id):
            raise CartNotFoundError
        if cart.order_id:
            raise CartAlreadyOrderedError(order_id=cart.order_id)
        check_cart(cart)
        if reason := why_not(rules, holding):
            return HeldCart(cart, holding.until, reason)
        held = await cart_holds.hold(
            tx,
            cart_id,
            _wanted(cart, rules.most_pieces),
            rules.length(account_id),
            anew=begins_anew(rules, holding),
        )
    if held.short:
        lines = {line.offer.variant_id: line for line in cart.lines}
        raise not_enough((lines[variant], left) for variant, left in held.short.items())
    return HeldCart(cart, held.until, None)


async def let_go(context: Context, cart_id: UUID, account_id: UUID | None) -> None:
    """Somebody leaves the checkout: others need not wait."""
    async with context.database.transaction() as tx:
        await carts.lock(tx, cart_id)
        cart = await carts.find(tx, cart_id)
        if cart is None or not cart.may_be_used_by(account_id):
            raise CartNotFoundError
        await cart_holds.free(tx, [cart_id])


async def free_overdue(context: Context) -> int:
    """One round over the carts whose minutes are over; any number of workers may do it."""
    async with context.database.transaction() as tx:
        return await cart_holds.free_overdue(tx, BATCH)


def _wanted(cart: Cart, most: int) -> dict[UUID, int]:
    return {
        line.offer.variant_id: min(line.quantity, most)
        for line in cart.lines
        if line.offer.available is not None
    }
