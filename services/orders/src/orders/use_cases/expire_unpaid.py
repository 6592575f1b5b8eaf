"""Orders that were not paid in time are given up, and their goods go back on sale."""

from uuid import UUID

from marketkit.background import one_by_one
from marketkit.contracts import OrderCancelled

from orders.domain.order import OrderStatus
from orders.domain.stock import HoldState
from orders.store import holds, orders, unpaid
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

BATCH = 50
_WHAT = "unpaid order"
REASON = "Die Zahlung ist nicht rechtzeitig eingegangen."


async def sweep(context: Context) -> int:
    """One round over the orders whose time to pay has run out; answers how many were given up.

    Any number of workers may sweep: each order is locked by one of them and skipped by the rest.
    """
    setbacks = context.setbacks
    overdue = await unpaid.overdue(context.database.pool, BATCH, setbacks.waiting(_WHAT))
    given_up = 0

    async def look(order_id: UUID) -> None:
        nonlocal given_up
        given_up += await expire_order(context, order_id)

    await one_by_one(_WHAT, overdue, look, setbacks)
    return given_up


async def expire_order(context: Context, order_id: UUID) -> bool:
    """Give one order up, unless money may still come. The provider is asked before any lock."""
    if not await context.gate.may_expire(order_id):
        await unpaid.ask_again_later(context.database.pool, order_id)
        return False
    async with context.database.transaction() as tx:
        if not await unpaid.claim(tx, order_id):
            return False
        before = await orders.lock(tx, order_id)
        if before is None or before.status is not OrderStatus.AWAITING_PAYMENT:
            return False
        after = before.expire(at=context.clock.now())
        await orders.save(tx, before, after)
        parts = [part.id for part in after.shop_orders]
        await holds.give_back(tx, order_id, parts, HoldState.EXPIRED)
        await unpaid.close_payment(tx, order_id)
        await context.notifications.notify(tx, Notice.ORDER_EXPIRED, order_id)
        tx.record(
            OrderCancelled(
                version=after.version,
                order_id=order_id,
                number=after.number,
                occurred_at=context.clock.now(),
                reason=REASON,
            )
        )
    return True
