"""The shops have begun, and the money does not come: they are warned, and the buyer is told."""

from marketkit.db import Transaction

from orders.domain.order import Order, OrderStatus
from orders.domain.payment import PaymentStatus
from orders.domain.shop_order import ShopOrderStatus
from orders.store import captures, matters, payments
from orders.use_cases.ports import Notice, Notifications


async def become_owed(
    tx: Transaction, order: Order, why: str, notifications: Notifications
) -> None:
    """What is not yet handed over is paid at the counter; what is, somebody has to ask for."""
    await captures.spare(tx, order.id)
    if order.status is OrderStatus.CANCELLED:
        await payments.become(tx, order.id, PaymentStatus.RELEASED)
        return
    await payments.become(tx, order.id, PaymentStatus.OWED)
    gone = [part.id for part in order.shop_orders if part.status is ShopOrderStatus.HANDED_OVER]
    told = {"reason": why, "handed_over": len(gone), "amount": order.total}
    await matters.bring_up(tx, f"owed:{order.id}", "owed", order.id, told)
    await notifications.notify(tx, Notice.PAYMENT_OWED, order.id)
