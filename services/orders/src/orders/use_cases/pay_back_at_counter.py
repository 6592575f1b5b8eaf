"""The shop gives money back from its own till and says so here.

The till is the shop's: it records the payment and prints the receipt (KassenSichV). Here stands
only that it happened, when, by whom, and the number of that receipt.
"""

from dataclasses import dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.errors import FieldError

from orders.domain.errors import (
    IdempotencyMismatchError,
    PaidBackSumError,
    PaidOnlineError,
    WrongStateError,
)
from orders.domain.payment import PaymentStatus
from orders.domain.reduction import due
from orders.domain.shop_order import ShopOrderStatus
from orders.store import counter_refunds, payments, reductions, withdrawal_money
from orders.store.counter_refunds import CounterRefund
from orders.use_cases.changing import load_for_staff
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice
from orders.use_cases.want_paper import after_counter_refund


@dataclass(frozen=True, slots=True)
class PaidBack:
    amount: int
    reason: str
    key: str
    receipt_no: str | None = None


async def pay_back_at_counter(
    context: Context, shop_order_id: UUID, account_id: UUID, paid: PaidBack
) -> None:
    """Only what was paid at the counter, and never more of it. Once for each key."""
    async with context.database.transaction() as tx:
        now = context.clock.now()
        order, part = await load_for_staff(tx, shop_order_id, account_id, now)
        before = await counter_refunds.known(tx, paid.key)
        if before is not None:
            wanted = (shop_order_id, paid.amount, paid.reason, paid.receipt_no)
            if tuple(before.values()) != wanted:
                raise IdempotencyMismatchError
            return
        online = await payments.find(tx, order.id)
        if online and online.status is not PaymentStatus.OWED:
            raise PaidOnlineError
        if part.status is not ShopOrderStatus.HANDED_OVER:
            raise WrongStateError(state=part.status)
        left = due(part.total, await reductions.of(tx, part.id))
        left -= await counter_refunds.paid(tx, part.id)
        left -= await withdrawal_money.promised(tx, part.id)
        if paid.amount > left:
            field = FieldError("amount", PaidBackSumError.message)
            raise PaidBackSumError(errors=[field], most=max(0, left))
        refund = CounterRefund(
            id=new_id(),
            shop_order_id=part.id,
            amount=paid.amount,
            reason=paid.reason,
            key=paid.key,
            account_id=account_id,
            at=now,
            receipt_no=paid.receipt_no,
        )
        if not await counter_refunds.add(tx, refund):
            raise IdempotencyMismatchError
        await after_counter_refund(context, tx, part.id, refund.id)
        await context.notifications.notify(
            tx, Notice.PAID_BACK_AT_COUNTER, order.id, part.id, about=refund.id
        )
