"""The provider has sent the money back: say so once. Or the bank would not have it."""

from uuid import UUID

import structlog
from marketkit.clock import Clock
from marketkit.contracts import RefundIssued
from marketkit.db import Database

from orders.domain.payment import status_after_refunds
from orders.store import ledger, matters, orders, payments, refunds
from orders.store.refunds import DueRefund
from orders.use_cases.ports import Notice, Notifications

log = structlog.get_logger(__name__)


async def record_refund(
    db: Database, refund: DueRefund, provider_id: str, clock: Clock, notifications: Notifications
) -> None:
    async with db.transaction() as tx:
        # Two refunds of one order must not both read the sum before either is written.
        await orders.lock(tx, refund.order_id)
        if not await refunds.issue(tx, refund.id, provider_id):
            return
        await ledger.post_refund(tx, refund.id)
        amount, refunded = await refunds.paid_and_refunded(tx, refund.order_id)
        await payments.note_refunds(tx, refund.order_id, status_after_refunds(amount, refunded))
        tx.record(
            RefundIssued(
                version=1,
                refund_id=refund.id,
                order_id=refund.order_id,
                shop_order_id=refund.shop_order_id,
                amount=refund.amount,
                occurred_at=clock.now(),
            )
        )
        await notifications.notify(tx, Notice.REFUND_ISSUED, refund.order_id, refund.shop_order_id)


async def refuse_refund(db: Database, refund: DueRefund, error: str) -> None:
    """The provider will not, however often it is asked: a person has to see why."""
    async with db.transaction() as tx:
        await refunds.fail(tx, refund.id, error)
        told = {"refund": str(refund.id), "amount": refund.amount, "error": error}
        await matters.bring_up(tx, f"refund:{refund.id}", "refund_failed", refund.order_id, told)
    log.error("refund_failed", refund=str(refund.id), error=error)


async def revoke_refund(
    db: Database, refund_id: UUID, reason: str, notifications: Notifications
) -> None:
    """The money came back to the market: somebody must find another way to the buyer."""
    async with db.transaction() as tx:
        returned = await refunds.revoke(tx, refund_id, reason)
        if returned is None:
            return
        order_id, shop_order_id, amount_back = returned
        told = {"refund": str(refund_id), "amount": amount_back, "error": reason}
        await matters.bring_up(tx, f"refund:{refund_id}", "refund_returned", order_id, told)
        await notifications.notify(
            tx, Notice.REFUND_RETURNED, order_id, shop_order_id, about=refund_id
        )
        await ledger.post_refund_revoked(tx, refund_id)
        amount, refunded = await refunds.paid_and_refunded(tx, order_id)
        await payments.note_refunds(tx, order_id, status_after_refunds(amount, refunded))
    log.error("refund_returned", refund=str(refund_id), order=str(order_id), reason=reason)
