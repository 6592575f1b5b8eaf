"""The money has come, or a card holds it: open the order to its shops, exactly once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from marketkit.clock import Clock
from marketkit.contracts import OrderCancelled, OrderPaid
from marketkit.db import Database, Transaction

from orders.domain.order import PAID_TOO_LATE, Order, OrderStatus
from orders.domain.payment import Money, PaymentStatus
from orders.domain.stock import HoldState
from orders.domain.stray_money import Cause
from orders.store import captures, holds, late_slots, ledger, orders, payments, refunds, revival
from orders.use_cases.ports import Notice, Notifications, RecordedRefunds
from orders.use_cases.stray_money import put_aside

LATE_REASON = "Die Zahlung kam, als die Ware schon vergeben war."
TWICE_REASON = "Die Bestellung war schon storniert."


class Settlement(StrEnum):
    SETTLED = "settled"
    ALREADY = "already"
    REVIVED = "revived"
    """Paid after it was given up, but the goods could be held again."""
    REFUNDED = "refunded"
    """Paid after it was given up, and the goods are gone: the money flows back."""
    SECOND = "second"
    """Paid on another page than the one that counted: it flows back by itself."""
    UNKNOWN = "unknown"
    """No such payment, or not the amount that was asked for: somebody must look."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One transaction's view of money and what it is for."""

    tx: Transaction
    order: Order
    money: Money
    now: datetime
    notifications: Notifications

    @property
    def is_held(self) -> bool:
        return self.money.status is PaymentStatus.AUTHORISED


async def settle_payment(
    db: Database, money: Money, clock: Clock, notifications: Notifications
) -> Settlement:
    async with db.transaction() as tx:
        # The order's lock makes webhook, return page and sweeper take turns.
        order = await orders.lock(tx, money.order_id)
        payment = await payments.find(tx, money.order_id)
        if order is None or payment is None:
            await put_aside(tx, money, Cause.UNKNOWN_ORDER)
            return Settlement.UNKNOWN
        is_decided = not payment.status.may_be_tried
        if is_decided and money.session_id != payment.session_id:
            # Money on another page than the one that counted is not ours to keep.
            await put_aside(tx, money, Cause.SECOND_PAGE)
            return Settlement.SECOND
        if is_decided and payment.status is not PaymentStatus.PROCESSING:
            return Settlement.ALREADY
        if not money.is_what_was_asked(payment):
            await put_aside(tx, money, Cause.OTHER_AMOUNT)
            return Settlement.UNKNOWN
        return await _take(_Arrival(tx, order, money, clock.now(), notifications))


async def _take(arrival: _Arrival) -> Settlement:
    tx, order, money = arrival.tx, arrival.order, arrival.money
    await payments.arrived(tx, money, arrival.now)
    if not arrival.is_held:
        await ledger.post_payment(tx, order.id, money.amount, money.reference)
    if order.status is not OrderStatus.CANCELLED:
        after = await _open(arrival)
    elif order.may_revive() and await revival.hold_again(tx, order.id, arrival.now):
        after = order.revive(at=arrival.now)
        await orders.save(tx, order, after)
    else:
        # What began on trust asked for its money back part by part when it was cancelled.
        if not any(part.opened_at for part in order.shop_orders):
            await _give_back(arrival)
        return Settlement.REFUNDED
    await _tell(arrival, after)
    if after.status is OrderStatus.CANCELLED:
        return Settlement.REFUNDED
    return Settlement.REVIVED if order.status is OrderStatus.CANCELLED else Settlement.SETTLED


async def _open(arrival: _Arrival) -> Order:
    """What can still be collected goes to its shop, the rest of the money flows back."""
    tx, order = arrival.tx, arrival.order
    await holds.keep(tx, order.id)
    too_late = await late_slots.over(tx, order.id, arrival.now)
    after = order.pay(at=arrival.now, too_late=too_late)
    await orders.save(tx, order, after)
    for part in after.shop_orders:
        if part.id in too_late and part.opened_at is None:
            await holds.give_back(tx, order.id, [part.id], HoldState.RELEASED)
            await RecordedRefunds().request(tx, part, part.total, PAID_TOO_LATE)
            await arrival.notifications.notify(tx, Notice.PAID_AFTER_SLOT, order.id, part.id)
    return after


async def _give_back(arrival: _Arrival) -> None:
    """Nobody can have the goods any more: nothing of the money stays here."""
    tx, order = arrival.tx, arrival.order
    if arrival.is_held:
        await captures.plan(tx, order.id, 0)
        return
    reason = LATE_REASON if order.may_revive() else TWICE_REASON
    await refunds.request_whole(tx, order.id, order.total, reason)
    await arrival.notifications.notify(tx, Notice.LATE_PAYMENT, order.id)


async def _tell(arrival: _Arrival, after: Order) -> None:
    tx = arrival.tx
    facts: dict[str, Any] = {
        "version": after.version,
        "order_id": after.id,
        "number": after.number,
        "occurred_at": arrival.now,
    }
    if after.status is OrderStatus.CANCELLED:
        tx.record(OrderCancelled(reason=PAID_TOO_LATE, **facts))
        return
    if arrival.is_held:
        # It is paid when it is taken: see `capture_payment`.
        await arrival.notifications.notify(tx, Notice.PAYMENT_HELD, after.id)
        return
    tx.record(OrderPaid(total=after.total, **facts))
    await arrival.notifications.notify(tx, Notice.ORDER_PAID, after.id)
