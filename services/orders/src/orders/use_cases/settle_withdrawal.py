"""What follows an accepted withdrawal in the shop: money from the till, goods back on the shelf."""

from collections.abc import Collection
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

from orders.domain.errors import (
    NotReturnableError,
    WithdrawalNotFoundError,
    WithdrawalNotOpenError,
)
from orders.domain.order import Order
from orders.domain.shop_order import ShopOrderStatus
from orders.domain.withdrawal import Part, State
from orders.store import (
    access,
    counter_refunds,
    orders,
    returned_goods,
    withdrawal_money,
    withdrawals,
)
from orders.store.counter_refunds import CounterRefund
from orders.use_cases.context import Context
from orders.use_cases.want_paper import after_counter_refund


async def paid_back(
    context: Context,
    withdrawal_id: UUID,
    shop_order_id: UUID,
    account_id: UUID,
    receipt_no: str | None,
) -> None:
    """The shop says that it has paid back what was paid in the shop. Twice is once.

    Raises WithdrawalNotFoundError, WithdrawalNotOpenError.
    """
    async with context.database.transaction() as tx:
        part = await _part(context, tx, withdrawal_id, shop_order_id, account_id)
        await _lock_order(tx, shop_order_id)
        found = await withdrawal_money.outstanding(tx, part)
        key = f"withdrawal-{withdrawal_id}-{shop_order_id}"
        if await counter_refunds.known(tx, key) is not None:
            return
        if found["state"] != State.ACCEPTED or found["settled_at"] or found["amount"] <= 0:
            raise WithdrawalNotOpenError
        now = context.clock.now()
        refund = CounterRefund(
            id=new_id(),
            shop_order_id=shop_order_id,
            amount=found["amount"],
            reason="Widerruf",
            key=key,
            account_id=account_id,
            at=now,
            receipt_no=receipt_no,
            withdrawal_id=withdrawal_id,
        )
        await counter_refunds.add(tx, refund)
        await after_counter_refund(context, tx, shop_order_id, refund.id)
        await withdrawal_money.settle(tx, part, now)
        await withdrawals.tell_buyer(tx, part, withdrawals.PAID_BACK)


async def take_back_goods(
    context: Context,
    withdrawal_id: UUID,
    shop_order_id: UUID,
    account_id: UUID,
    positions: Collection[int],
    *,
    restock: bool,
) -> None:
    """Withdrawn goods are in the shop again, to be sold again or not; each line once.

    Raises WithdrawalNotFoundError, NotReturnableError.
    """
    async with context.database.transaction() as tx:
        part = await _part(context, tx, withdrawal_id, shop_order_id, account_id)
        order = await _lock_order(tx, shop_order_id)
        mine = next(one for one in order.shop_orders if one.id == shop_order_id)
        known = await withdrawals.positions(tx, part)
        is_back = mine.status is ShopOrderStatus.HANDED_OVER and part.state is not State.REJECTED
        if not is_back or not set(positions) <= known:
            raise NotReturnableError
        now = context.clock.now()
        await returned_goods.add(tx, shop_order_id, positions, account_id, now, restock=restock)


async def _lock_order(tx: Transaction, shop_order_id: UUID) -> Order:
    """Whoever else notes money from the till for it waits."""
    order_id = await orders.order_of(tx, shop_order_id)
    order = await orders.lock(tx, order_id) if order_id else None
    assert order is not None
    return order


async def _part(
    context: Context, tx: Transaction, withdrawal_id: UUID, shop_order_id: UUID, account_id: UUID
) -> Part:
    part = await withdrawals.lock_part(tx, withdrawal_id, shop_order_id)
    if part is None:
        raise WithdrawalNotFoundError
    await access.check_may_pay(tx, part.shop_id, account_id, context.clock.now())
    return part
