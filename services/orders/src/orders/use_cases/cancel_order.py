"""The buyer takes the whole order back before any shop has begun."""

from uuid import UUID

from marketkit.contracts import OrderCancelled

from orders.domain.errors import OrderNotFoundError
from orders.domain.stock import HoldState
from orders.store import holds, orders, substitutes
from orders.use_cases.changing import request_refunds
from orders.use_cases.context import Context
from orders.use_cases.ports import Notice

REASON = "Von der Kundschaft storniert."


async def cancel_order(context: Context, order_id: UUID, account_id: UUID | None) -> None:
    """Goods go back on sale, money that was paid goes back to the buyer. Twice is once."""
    now = context.clock.now()
    async with context.database.transaction() as tx:
        before = await orders.lock(tx, order_id)
        if before is None:
            raise OrderNotFoundError
        after = before.cancel(at=now)
        if after.version == before.version:
            return
        await orders.save(tx, before, after, account_id)
        parts = [part.id for part in after.shop_orders]
        await substitutes.void(tx, parts, now)
        await holds.give_back(tx, order_id, parts, HoldState.RELEASED)
        await request_refunds(context, tx, before, after, REASON)
        await context.notifications.notify(tx, Notice.ORDER_CANCELLED, order_id)
        tx.record(
            OrderCancelled(
                version=after.version,
                order_id=order_id,
                number=after.number,
                occurred_at=now,
                reason=REASON,
            )
        )
