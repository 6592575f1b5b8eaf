"""The money has come: open the order to its shops, exactly once, however often we hear of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from marketkit.clock import Clock
from marketkit.contracts import OrderPaid
from marketkit.db import Database, Transaction

from orders.domain.order import Order, OrderStatus
from orders.domain.payment import Payment
from orders.store import holds, ledger, orders, payments, refunds, revival
from orders.use_cases.ports import Notice, Notifications

LATE_REASON = "Die Zahlung kam, als die Ware schon vergeben war."
TWICE_REASON = "Die Bestellung war schon storniert."


class Settlement(StrEnum):
    SETTLED = "settled"
    ALREADY = "already"
    REVIVED = "revived"
    """Paid after it was given up, but the goods could be held again."""
    REFUNDED = "refunded"
    """Paid after it was given up, and the goods are gone: the money flows back."""
    UNKNOWN = "unknown"
    """No such payment, or not the amount that was asked for: somebody must look."""


@dataclass(frozen=True, slots=True)
class Money:
    """What the provider says has been paid."""

    order_id: UUID
    session_id: str
    amount: int
    currency: str
    provider_id: str | None


async def settle_payment(
    db: Database, money: Money, clock: Clock, notifications: Notifications
) -> Settlement:
    async with db.transaction() as tx:
        # The order's lock makes webhook, return page and sweeper take turns.
        order = await orders.lock(tx, money.order_id)
        payment = await payments.find(tx, money.order_id)
        if order is None or payment is None or not _is_what_was_asked(money, payment):
            return Settlement.UNKNOWN
        if payment.status.is_settled:
            # Money on another page than the one that counted is not ours to keep.
            same = money.session_id == payment.session_id
            return Settlement.ALREADY if same else Settlement.UNKNOWN
        now = clock.now()
        await payments.settle(tx, order.id, money.session_id, money.provider_id, now)
        reference = money.provider_id or money.session_id
        await ledger.post_payment(tx, order.id, money.amount, reference)
        outcome = await _open(tx, order, now)
        await _tell(tx, order, outcome, now, notifications)
        return outcome


def _is_what_was_asked(money: Money, payment: Payment) -> bool:
    return money.amount == payment.amount and money.currency.lower() == "eur"


async def _open(tx: Transaction, order: Order, now: datetime) -> Settlement:
    if order.status is not OrderStatus.CANCELLED:
        await holds.keep(tx, order.id)
        await orders.save(tx, order, order.pay(at=now))
        return Settlement.SETTLED
    if order.may_revive() and await revival.hold_again(tx, order.id, now):
        await orders.save(tx, order, order.revive(at=now))
        return Settlement.REVIVED
    reason = LATE_REASON if order.may_revive() else TWICE_REASON
    await refunds.request_whole(tx, order.id, order.total, reason)
    return Settlement.REFUNDED


async def _tell(
    tx: Transaction,
    order: Order,
    outcome: Settlement,
    now: datetime,
    notifications: Notifications,
) -> None:
    if outcome is Settlement.REFUNDED:
        await notifications.notify(tx, Notice.LATE_PAYMENT, order.id)
        return
    version = order.version + 1
    tx.record(
        OrderPaid(
            version=version,
            order_id=order.id,
            number=order.number,
            occurred_at=now,
            total=order.total,
        )
    )
    await notifications.notify(tx, Notice.ORDER_PAID, order.id)
