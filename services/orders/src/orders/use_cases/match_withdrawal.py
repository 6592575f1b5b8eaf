"""The operator finds the order that a declaration means: from then on the shops know of it."""

from uuid import UUID

from orders.domain.errors import (
    OrderNotFoundError,
    WithdrawalMatchedError,
    WithdrawalNotFoundError,
)
from orders.domain.withdrawal import Part, withdrawn
from orders.store import withdrawals
from orders.use_cases.context import Context


async def match_withdrawal(context: Context, withdrawal_id: UUID, number: str) -> None:
    """By the number of the order, or of one shop's part of it. The same order twice is once.

    It was declared when it was declared: all periods run from then. Raises
    WithdrawalNotFoundError, OrderNotFoundError, WithdrawalMatchedError.
    """
    async with context.database.transaction() as tx:
        if await withdrawals.head(tx, withdrawal_id) is None:
            raise WithdrawalNotFoundError
        found = await withdrawals.order_by_number(tx, number)
        if found is None:
            raise OrderNotFoundError
        order_id, only = found
        known = await withdrawals.lines_of(tx, order_id)
        if not known:
            raise OrderNotFoundError
        if not await withdrawals.join(tx, withdrawal_id, order_id):
            if await withdrawals.is_of(tx, withdrawal_id, order_id):
                return
            raise WithdrawalMatchedError
        for shop_order_id, (shop_id, lines) in known.items():
            if only in {None, shop_order_id}:
                meant = withdrawn(lines, None)
                worth = sum(line.worth for line in meant)
                part = Part(withdrawal_id, shop_order_id, shop_id, worth)
                await withdrawals.add_part(tx, part, meant)
        await withdrawals.tell_of_match(tx, withdrawal_id)
