"""A card holds the most it can cost: what is due in the end is taken, and never more."""

from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from marketkit.background import one_by_one
from marketkit.clock import Clock
from marketkit.contracts import OrderPaid
from marketkit.db import Database, Transaction
from marketkit.setbacks import Setbacks

from orders.domain import ledger as entries
from orders.domain.order import Order
from orders.domain.payment import BEFORE_IT_LAPSES, PaymentStatus
from orders.store import captures, ledger, orders, payments
from orders.use_cases.owed import become_owed
from orders.use_cases.ports import Notice, Notifications

log = structlog.get_logger(__name__)
BATCH = 50
_WHAT = "held payment"
NOT_TAKEN = "Die Bank hat den vorgemerkten Betrag nicht ausgezahlt."


async def plan_captures(db: Database, clock: Clock, setbacks: Setbacks) -> bool:
    """One round over held amounts whose time has come; True when there may be more."""
    lapses = clock.now() + BEFORE_IT_LAPSES
    due = await captures.due(db.pool, lapses, BATCH, setbacks.waiting(_WHAT))
    return await one_by_one(_WHAT, due, partial(plan_capture, db), setbacks) == BATCH


async def plan_capture(db: Database, order_id: UUID) -> None:
    """Decide how much is taken, once and under lock; whoever comes later finds it decided."""
    async with db.transaction() as tx:
        await orders.lock(tx, order_id)
        payment = await payments.find(tx, order_id)
        if payment is None or payment.status is not PaymentStatus.AUTHORISED:
            return
        spared = await captures.spare(tx, order_id)
        await captures.plan(tx, order_id, payment.amount - spared)


async def record_capture(
    db: Database,
    order_id: UUID,
    taken: int,
    charge_id: str | None,
    clock: Clock,
    notifications: Notifications,
) -> None:
    """The provider has taken it, or let it go: say so once."""
    async with db.transaction() as tx:
        order = await orders.lock(tx, order_id)
        payment = await payments.find(tx, order_id)
        if order is None or payment is None or not await captures.done(tx, order_id):
            return
        await payments.taken(tx, order_id, taken, clock.now(), charge_id)
        if taken:
            shares = await captures.shares(tx, order_id)
            reference = payment.provider_id or order_id.hex
            await ledger.post(tx, entries.payment_received(order_id, shares, reference))
            _tell(tx, order, taken, clock.now())
        notice = Notice.PAYMENT_TAKEN if taken else Notice.PAYMENT_RELEASED
        await notifications.notify(tx, notice, order_id)


async def record_capture_failure(
    db: Database, order_id: UUID, error: str, notifications: Notifications
) -> None:
    """The bank does not give what it held: the shops are warned before they hand over."""
    async with db.transaction() as tx:
        order = await orders.lock(tx, order_id)
        payment = await payments.find(tx, order_id)
        if order is None or payment is None or payment.status is not PaymentStatus.AUTHORISED:
            return
        await captures.failed(tx, order_id, error)
        await become_owed(tx, order, NOT_TAKEN, notifications)
    log.error("capture_failed", order=str(order_id), error=error)


def _tell(tx: Transaction, order: Order, taken: int, now: datetime) -> None:
    tx.record(
        OrderPaid(
            version=order.version,
            order_id=order.id,
            number=order.number,
            occurred_at=now,
            total=taken,
        )
    )
