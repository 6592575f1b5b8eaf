"""Empties on the counter while an order is handed over: off what it costs, the rest in cash.

Of an order that is paid online as much flows back. Whatever the empties are worth beyond the order
the shop pays from its till; that is noted, so that till and order can be compared.
"""

from collections.abc import Sequence
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.empties import Counted, Taken, take
from orders.domain.errors import WrongStateError
from orders.domain.reduction import Reduction, ReductionKind, due
from orders.domain.shop_order import ShopOrderStatus
from orders.store import empties, reductions
from orders.use_cases.changing import load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.reduce import reduce


async def take_empties(
    context: Context, shop_order_id: UUID, account_id: UUID, said: Sequence[Counted]
) -> None:
    """`said` is how many there are in all: the same again changes nothing."""
    async with context.database.transaction() as tx:
        now = context.clock.now()
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        before = {row["kind"]: row["quantity"] for row in await empties.of(tx, shop_order_id)}
        left = due(part.total, await reductions.of(tx, shop_order_id))
        new = take(said, before, left, context.deposits)
        if not new:
            return
        if part.status is not ShopOrderStatus.READY:
            raise WrongStateError(state=part.status)
        await _keep(tx, new, shop_order_id, account_id, context)
        credited = [
            Reduction(
                id=new_id(),
                shop_order_id=shop_order_id,
                kind=ReductionKind.DEPOSIT_RETURN,
                key=f"empties-{shop_order_id}-{each.deposit.key}-{each.total_quantity}",
                at=now,
                deposit=each.credited,
                details={"deposit_kind": each.deposit.key, "quantity": each.quantity},
                account_id=account_id,
            )
            for each in new
            if each.credited
        ]
        await reduce(context, tx, order, part, credited)


async def _keep(
    tx: Transaction, new: Sequence[Taken], shop_order_id: UUID, account_id: UUID, context: Context
) -> None:
    for each in new:
        await empties.add(tx, shop_order_id, each, account_id, context.clock.now())
