"""A debit is on its way for days: the goods wait, and what follows when the bank has answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.clock import Clock
from marketkit.contracts import OrderCancelled
from marketkit.db import Database, Transaction

from orders.domain.order import DEBIT_RETURNED, Order, OrderStatus
from orders.domain.payment import Money, PaymentStatus
from orders.domain.stock import HoldState
from orders.store import holds, orders, payments
from orders.use_cases.owed import become_owed
from orders.use_cases.ports import Notice, Notifications


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether shops see an order before its debit has come: the operator's choice."""

    in_debits: bool = False


async def await_debit(
    db: Database, money: Money, trust: Trust, clock: Clock, notifications: Notifications
) -> bool:
    """The goods are held without an end. False when nothing was waiting for this money."""
    async with db.transaction() as tx:
        order = await orders.lock(tx, money.order_id)
        payment = await payments.find(tx, money.order_id)
        if order is None or payment is None or not payment.status.may_be_tried:
            return False
        if not money.is_what_was_asked(payment):
            return False
        await payments.arrived(tx, money, clock.now())
        if order.status is not OrderStatus.AWAITING_PAYMENT:
            # Given up meanwhile: what comes of it is decided when the money has come.
            return True
        await payments.wait(tx, order.id)
        await holds.keep(tx, order.id)
        if trust.in_debits:
            await orders.save(tx, order, order.pay(at=clock.now()))
        await notifications.notify(tx, Notice.PAYMENT_PROCESSING, order.id)
        return True


async def debit_returned(
    db: Database, order_id: UUID, session_id: str, clock: Clock, notifications: Notifications
) -> bool:
    """The bank says no, days later: the goods go back on sale, and the buyer is told."""
    async with db.transaction() as tx:
        order = await orders.lock(tx, order_id)
        payment = await payments.find(tx, order_id)
        is_news = (
            payment is not None
            and payment.status is PaymentStatus.PROCESSING
            and payment.session_id == session_id
        )
        if order is None or not is_news:
            return False
        if order.status is OrderStatus.AWAITING_PAYMENT:
            await _give_up(tx, order, clock.now(), notifications)
        elif any(part.opened_at for part in order.shop_orders):
            await become_owed(tx, order, DEBIT_RETURNED, notifications)
        else:
            await payments.become(tx, order_id, PaymentStatus.FAILED)
        return True


async def _give_up(
    tx: Transaction, order: Order, now: datetime, notifications: Notifications
) -> None:
    after = order.debit_returned(at=now)
    await orders.save(tx, order, after)
    parts = [part.id for part in after.shop_orders]
    await holds.give_back(tx, order.id, parts, HoldState.RELEASED)
    await payments.become(tx, order.id, PaymentStatus.FAILED)
    await notifications.notify(tx, Notice.DEBIT_RETURNED, order.id)
    tx.record(
        OrderCancelled(
            version=after.version,
            order_id=after.id,
            number=after.number,
            occurred_at=now,
            reason=DEBIT_RETURNED,
        )
    )
