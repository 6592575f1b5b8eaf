"""The shop says how much there is."""

from uuid import UUID

from marketkit.db import Transaction

from orders.domain.errors import BelowReservedError, VariantNotFoundError
from orders.domain.stock import Movement, Stock
from orders.store import access, cart_holds, stock
from orders.use_cases.context import Context

MAY_COUNT = frozenset({"owner", "staff", "advisor"})
"""Packers prepare orders; what is on the shelf others answer for."""


async def count_stock(
    context: Context, variant_id: UUID, account_id: UUID, on_hand: int | None
) -> Stock:
    """So many on hand, or (None) made on order from now on. Counting twice changes nothing."""
    try:
        return await _count(context, variant_id, account_id, on_hand)
    except BelowReservedError:
        # What lies in front of somebody at the checkout is not promised to them.
        async with context.database.transaction() as tx:
            if not await cart_holds.free_variant(tx, variant_id):
                raise
        return await _count(context, variant_id, account_id, on_hand)


async def _count(
    context: Context, variant_id: UUID, account_id: UUID, on_hand: int | None
) -> Stock:
    async with context.database.transaction() as tx:
        before = await _stock_of_my_shop(context, tx, variant_id, account_id)
        after = before.make_on_order() if on_hand is None else before.count(on_hand)
        if after != before:
            await stock.save(tx, before, after, Movement.CORRECTED, account_id=account_id)
        return after


async def _stock_of_my_shop(
    context: Context, tx: Transaction, variant_id: UUID, account_id: UUID
) -> Stock:
    found = await stock.lock(tx, variant_id)
    if found is None:
        raise VariantNotFoundError
    right = await access.right_at(tx, found[0].shop_id, account_id, context.clock.now())
    if right is None or right.role not in MAY_COUNT or not right.allows("stock"):
        raise VariantNotFoundError
    return found[0]
