"""The shop takes note of a withdrawal, and pays back."""

from dataclasses import dataclass
from uuid import UUID

from marketkit.db import Transaction
from marketkit.errors import FieldError

from orders.domain.errors import (
    DeductionReasonError,
    DeductionTooEarlyError,
    WithdrawalNotFoundError,
)
from orders.domain.order import Order, PaymentMethod
from orders.domain.reduction import due
from orders.domain.shop_order import FINAL, ShopOrder, ShopOrderStatus
from orders.domain.withdrawal import Part, State
from orders.domain.withdrawal_due import Worth
from orders.store import (
    access,
    counter_refunds,
    goodwill,
    orders,
    reductions,
    withdrawal_money,
    withdrawals,
)
from orders.store.withdrawals import Decision
from orders.use_cases.context import Context
from orders.use_cases.undeliver import undeliver


@dataclass(frozen=True, slots=True)
class Said:
    """How much the shop pays back, when it is less than everything, and why."""

    amount: int | None = None
    reason: str | None = None


async def accept_withdrawal(
    context: Context,
    withdrawal_id: UUID,
    shop_order_id: UUID,
    account_id: UUID,
    said: Said | None = None,
) -> None:
    """What was paid online flows back by itself; the rest is paid back at the counter.

    Without an amount everything these lines cost with their share of the delivery, less what
    another declaration of the same lines has settled. What was not handed over yet is not
    prepared any more. Twice is once. Raises WithdrawalNotFoundError, WithdrawalDecidedError,
    WithdrawalSumError, DeductionReasonError, DeductionTooEarlyError.
    """
    said = said or Said()
    async with context.database.transaction() as tx:
        part = await _part_for(context, tx, withdrawal_id, shop_order_id, account_id)
        order, mine = await _locked(tx, shop_order_id)
        claim = await withdrawal_money.claim(tx, part)
        worth = claim.worth.total
        if not part.check_decides(State.ACCEPTED, said.amount, worth):
            return
        share = worth if said.amount is None else said.amount
        _check_deduction(mine, said, worth)
        if mine.status is ShopOrderStatus.HANDED_OVER:
            share = min(share, await _not_paid_back_yet(tx, mine, order))
            open_ = await _pay_back(tx, part, order, share)
        else:
            share = await _before_hand_over(context, tx, order, mine, claim.by_line)
            open_ = 0
        now = context.clock.now()
        decision = Decision(
            State.ACCEPTED,
            now,
            account_id,
            paid_back=share,
            deduction=max(0, worth - said.amount) if said.amount is not None else 0,
            reason=said.reason,
            settled_at=None if open_ else now,
        )
        await withdrawals.decide(tx, part, decision)
        await withdrawals.tell_buyer(tx, part, withdrawals.ACCEPTED)


def _check_deduction(mine: ShopOrder, said: Said, worth: int) -> None:
    """Goods lose worth in their buyer's hands only, and the buyer is told how (§ 357a BGB)."""
    if (
        said.amount is None
        or said.amount == worth
        or mine.status in FINAL - {ShopOrderStatus.HANDED_OVER}
    ):
        return
    if mine.status is not ShopOrderStatus.HANDED_OVER:
        raise DeductionTooEarlyError(due=worth)
    if not said.reason:
        raise DeductionReasonError(errors=[FieldError("reason", DeductionReasonError.message)])


async def _locked(tx: Transaction, shop_order_id: UUID) -> tuple[Order, ShopOrder]:
    """Whoever else gives money back for it, a cancellation or a second declaration, waits."""
    order_id = await orders.order_of(tx, shop_order_id)
    order = await orders.lock(tx, order_id) if order_id else None
    assert order is not None
    return order, next(one for one in order.shop_orders if one.id == shop_order_id)


async def _not_paid_back_yet(tx: Transaction, mine: ShopOrder, order: Order) -> int:
    """Of what was paid in the shop: its till has perhaps given some of it back before."""
    left = due(mine.total, await reductions.of(tx, mine.id))
    if order.method is PaymentMethod.ONLINE:
        return left
    left -= await counter_refunds.paid(tx, mine.id)
    return max(0, left - await withdrawal_money.promised(tx, mine.id))


async def _pay_back(tx: Transaction, part: Part, order: Order, share: int) -> int:
    """What is left for the shop to pay back at its counter, in cents.

    What the market gave before has reached the buyer: the shop settles it with the market.
    """
    online = await withdrawals.paid_online(tx, part.shop_order_id)
    back = min(share, online)
    if back:
        await withdrawals.request_refund(tx, part, order.id, back)
    if order.method is not PaymentMethod.ONLINE:
        return share
    return share - back - min(share - back, await goodwill.given(tx, part.shop_order_id))


async def _before_hand_over(
    context: Context, tx: Transaction, order: Order, mine: ShopOrder, lines: dict[int, Worth]
) -> int:
    """What flows back; nothing for what was to be paid at pickup, or has flowed back already."""
    if mine.status in FINAL:
        return 0
    await undeliver(context, tx, order, mine, lines)
    is_paid = await withdrawals.is_paid_online(tx, order.id)
    return sum(worth.total for worth in lines.values()) if is_paid else 0


async def _part_for(
    context: Context, tx: Transaction, withdrawal_id: UUID, shop_order_id: UUID,
    account_id: UUID,
) -> Part:  # fmt: skip
    """To whoever may not work on the shop's orders it does not exist."""
    part = await withdrawals.lock_part(tx, withdrawal_id, shop_order_id)
    if part is None:
        raise WithdrawalNotFoundError
    await access.check_may_pay(tx, part.shop_id, account_id, context.clock.now())
    return part
