"""The operator makes up for something out of the market's own pocket; the shop pays nothing."""

from dataclasses import dataclass
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.errors import FieldError

from orders.domain.errors import (
    GoodwillLimitError,
    IdempotencyMismatchError,
    NotPaidOnlineError,
    ShopOrderNotFoundError,
    WrongStateError,
)
from orders.domain.ledger import Part
from orders.domain.order import Order
from orders.domain.reduction import due
from orders.domain.shop_order import ShopOrder, ShopOrderStatus
from orders.store import counter_refunds, goodwill, orders, payments, reductions, shares
from orders.store.goodwill import Goodwill
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

_OVER = frozenset({ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Gift:
    amount: int
    reason: str
    key: str
    account_id: UUID


async def give_goodwill(context: Context, shop_order_id: UUID, gift: Gift) -> None:
    """Once for each key. Raises NotPaidOnlineError where there is no payment to give back from,
    GoodwillLimitError beyond the limit or what was paid, IdempotencyMismatchError.
    """
    async with context.database.transaction() as tx:
        order_id = await orders.order_of(tx, shop_order_id)
        order = await orders.lock(tx, order_id) if order_id else None
        if order is None:
            raise ShopOrderNotFoundError
        if await _is_known(tx, shop_order_id, gift):
            return
        part = next(one for one in order.shop_orders if one.id == shop_order_id)
        if part.opened_at is None or not await _money_came(tx, order):
            raise NotPaidOnlineError
        if part.status in _OVER:
            raise WrongStateError(state=part.status)
        await _check_amount(context, tx, part, gift.amount)
        given = Goodwill(
            id=new_id(),
            shop_order_id=part.id,
            amount=gift.amount,
            reason=gift.reason,
            key=gift.key,
            account_id=gift.account_id,
            at=context.clock.now(),
        )
        if not await goodwill.add(tx, given):
            raise IdempotencyMismatchError
        await context.refunds.request(
            tx, part, gift.amount, gift.reason, key=f"goodwill-{given.id}", payer="operator"
        )
        # Should it be owed later, as a refund, the books are set right by what settles shares.
        await shares.begin(tx, Part(order.id, part.id, part.shop_id))
        await context.notifications.notify(tx, Notice.GOODWILL, order.id, part.id, about=given.id)


async def _money_came(tx: Transaction, order: Order) -> bool:
    """What a card only holds, and a debit that is on its way, is nobody's to give back yet."""
    payment = await payments.find(tx, order.id)
    return payment is not None and payment.status.is_settled


async def _is_known(tx: Transaction, shop_order_id: UUID, gift: Gift) -> bool:
    before = await goodwill.known(tx, gift.key)
    if before is None:
        return False
    wanted = (shop_order_id, gift.amount, gift.reason)
    if (before["shop_order_id"], before["amount"], before["reason"]) != wanted:
        raise IdempotencyMismatchError
    return True


async def _check_amount(context: Context, tx: Transaction, part: ShopOrder, amount: int) -> None:
    """Within the limit, and no more than what is left of what was paid."""
    left = context.goodwill_limit - await goodwill.given(tx, part.id)
    flowed = await counter_refunds.flowed_back(tx, part.id)
    most = min(left, part.total - flowed, due(part.total, await reductions.of(tx, part.id)))
    if amount > most:
        field = FieldError("amount", GoodwillLimitError.message)
        raise GoodwillLimitError(errors=[field], most=max(0, most))
