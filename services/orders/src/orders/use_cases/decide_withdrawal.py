"""The shop takes note of a withdrawal: it pays back, or says why the buyer has no such right."""

from uuid import UUID

from marketkit.db import Transaction

from orders.domain.errors import WithdrawalNotFoundError
from orders.domain.withdrawal import Part, State
from orders.store import access, withdrawals
from orders.store.withdrawals import Decision
from orders.use_cases.context import Context


async def accept_withdrawal(
    context: Context,
    withdrawal_id: UUID,
    shop_order_id: UUID,
    account_id: UUID,
    amount: int | None = None,
) -> None:
    """What was paid online flows back by itself; the rest is paid back at the counter.

    Without `amount` everything these lines cost, less what another declaration of the same lines
    has settled. Twice is once. Raises WithdrawalNotFoundError,
    WithdrawalDecidedError, WithdrawalSumError.
    """
    async with context.database.transaction() as tx:
        part = await _part_for(context, tx, withdrawal_id, shop_order_id, account_id)
        due = await withdrawals.due(tx, part)
        if not part.check_decides(State.ACCEPTED, amount, due):
            return
        share = due if amount is None else amount
        order_id, online = await withdrawals.paid_online(tx, shop_order_id)
        if back := min(share, online):
            await withdrawals.request_refund(tx, part, order_id, back)
        decision = Decision(State.ACCEPTED, context.clock.now(), account_id, paid_back=share)
        await withdrawals.decide(tx, part, decision)
        await withdrawals.tell_buyer(tx, part, withdrawals.ACCEPTED)


async def reject_withdrawal(
    context: Context, withdrawal_id: UUID, shop_order_id: UUID, account_id: UUID, reason: str
) -> None:
    """For exempt goods, or when the period is over. Twice is once."""
    async with context.database.transaction() as tx:
        part = await _part_for(context, tx, withdrawal_id, shop_order_id, account_id)
        if not part.check_decides(State.REJECTED):
            return
        decision = Decision(State.REJECTED, context.clock.now(), account_id, reason=reason)
        await withdrawals.decide(tx, part, decision)
        await withdrawals.tell_buyer(tx, part, withdrawals.REJECTED)


async def _part_for(
    context: Context, tx: Transaction, withdrawal_id: UUID, shop_order_id: UUID,
    account_id: UUID,
) -> Part:  # fmt: skip
    """To whoever may not work on the shop's orders it does not exist."""
    part = await withdrawals.lock_part(tx, withdrawal_id, shop_order_id)
    if part is None:
        raise WithdrawalNotFoundError
    right = await access.right_at(tx, part.shop_id, account_id, context.clock.now())
    if right is None or not right.allows("orders") or right.role == "packer":
        raise WithdrawalNotFoundError
    return part
