"""Carts are made, filled, put right and claimed."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from marketkit.db import Transaction
from marketkit.errors import FieldError

from orders.domain.cart import MAX_LINES, MAX_QUANTITY, Cart, Wish
from orders.domain.errors import (
    CartAlreadyOrderedError,
    CartFullError,
    CartNotFoundError,
    TooMuchOfOneError,
    UnknownOfferError,
)
from orders.store import cart_holds, carts
from orders.use_cases.context import Context


async def create_cart(context: Context, account_id: UUID | None, wishes: Sequence[Wish]) -> Cart:
    """A new cart. Its id is random (version 4), because for guests it is the only key."""
    wanted = _summed(wishes)
    cart_id = uuid4()
    lines = await carts.create(context.database.pool, cart_id, account_id, wanted)
    if len(lines) < len(wanted):
        known = {line.offer.variant_id for line in lines}
        raise _unknown(wishes, {w.variant_id for w in wanted} - known)
    return Cart(cart_id, account_id, 1, None, lines)


async def get_cart(context: Context, cart_id: UUID, account_id: UUID | None) -> Cart:
    cart = await carts.find(context.database.pool, cart_id)
    return _usable(cart, account_id)


async def put_lines(
    context: Context, cart_id: UUID, account_id: UUID | None, wishes: Sequence[Wish]
) -> Cart:
    """The cart holds exactly this from now on."""
    wanted = _summed(wishes)
    async with context.database.transaction() as tx:
        cart = await _open_cart(tx, cart_id, account_id)
        if missing := await carts.unknown(tx, wanted):
            raise _unknown(wishes, missing)
        await carts.put_all(tx, cart_id, wanted)
        if cart.held_until:
            await cart_holds.keep_only(tx, cart_id, [wish.variant_id for wish in wanted])
        return await _found(tx, cart_id)


async def put_line(context: Context, cart_id: UUID, account_id: UUID | None, wish: Wish) -> Cart:
    """So many of this one; none removes it."""
    async with context.database.transaction() as tx:
        cart = await _open_cart(tx, cart_id, account_id)
        if wish.quantity and await carts.unknown(tx, [wish]):
            message = UnknownOfferError.message
            raise UnknownOfferError(errors=[FieldError("variant_id", message)])
        known = {line.offer.variant_id for line in cart.lines}
        if wish.quantity and len(known | {wish.variant_id}) > max(MAX_LINES, len(known)):
            raise CartFullError
        await carts.put_one(tx, cart_id, wish)
        if cart.held_until and not wish.quantity:
            rest = {line.offer.variant_id for line in cart.lines} - {wish.variant_id}
            await cart_holds.keep_only(tx, cart_id, list(rest))
        return await _found(tx, cart_id)


async def confirm_prices(context: Context, cart_id: UUID, account_id: UUID | None) -> Cart:
    """The buyer has seen the new prices and agrees."""
    async with context.database.transaction() as tx:
        await _open_cart(tx, cart_id, account_id)
        await carts.confirm_prices(tx, cart_id)
        return await _found(tx, cart_id)


async def claim_cart(context: Context, cart_id: UUID, account_id: UUID) -> Cart:
    """A guest has signed in: the cart becomes theirs, with what they had left in an older one."""
    async with context.database.transaction() as tx:
        cart = await _open_cart(tx, cart_id, account_id)
        if cart.account_id is None:
            await cart_holds.free(tx, await carts.others_of(tx, cart_id, account_id))
            await carts.claim(tx, cart_id, account_id)
        return await _found(tx, cart_id)


async def _open_cart(tx: Transaction, cart_id: UUID, account_id: UUID | None) -> Cart:
    await carts.lock(tx, cart_id)
    cart = _usable(await carts.find(tx, cart_id), account_id)
    if cart.order_id:
        raise CartAlreadyOrderedError(order_id=cart.order_id)
    return cart


async def _found(tx: Transaction, cart_id: UUID) -> Cart:
    cart = await carts.find(tx, cart_id)
    assert cart
    return cart


def _usable(cart: Cart | None, account_id: UUID | None) -> Cart:
    if cart is None or not cart.may_be_used_by(account_id):
        raise CartNotFoundError
    return cart


def _summed(wishes: Sequence[Wish]) -> list[Wish]:
    """The same variant named twice means both together. Raises TooMuchOfOneError."""
    quantities: dict[UUID, int] = {}
    for index, wish in enumerate(wishes):
        quantities[wish.variant_id] = quantities.get(wish.variant_id, 0) + wish.quantity
        if quantities[wish.variant_id] > MAX_QUANTITY:
            field = FieldError(f"lines[{index}].quantity", TooMuchOfOneError.message)
            raise TooMuchOfOneError(errors=[field])
    return [Wish(variant_id, quantity) for variant_id, quantity in quantities.items()]


def _unknown(wishes: Sequence[Wish], missing: set[UUID]) -> UnknownOfferError:
    return UnknownOfferError(
        errors=[
            FieldError(f"lines[{index}].variant_id", UnknownOfferError.message)
            for index, wish in enumerate(wishes)
            if wish.variant_id in missing
        ]
    )
