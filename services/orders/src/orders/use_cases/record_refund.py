"""The provider has sent the money back: say so once. Or the bank would not have it."""

from uuid import UUID

import structlog
from marketkit.clock import Clock
from marketkit.contracts import RefundIssued
from marketkit.db import Database

from orders.domain.payment import status_after_refunds
from orders.store import ledger, orders, payments, refunds
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


async def revoke_refund(db: Database, refund_id: UUID, reason: str) -> None:
    """The money came back to the market: somebody must find another way to the buyer."""
    async with db.transaction() as tx:
        order_id = await refunds.revoke(tx, refund_id, reason)
        if order_id is None:
            return
        await ledger.post_refund_revoked(tx, refund_id)
        amount, refunded = await refunds.paid_and_refunded(tx, order_id)
        await payments.note_refunds(tx, order_id, status_after_refunds(amount, refunded))
    log.error("refund_returned", refund=str(refund_id), order=str(order_id), reason=reason)
