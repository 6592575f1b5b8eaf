"""A dispute as it stands now: what it is about stands still until the bank has decided."""

from uuid import UUID

from marketkit.db import Database, Transaction

from orders.domain import ledger as entries
from orders.domain.dispute import WON, Disputed, shares_of
from orders.store import disputes, ledger, matters, orders, payments


async def follow_dispute(db: Database, dispute: Disputed) -> None:
    """Told any number of times and in any order: what counts is how it stands at the provider."""
    async with db.transaction() as tx:
        order_id = await payments.order_of(tx, dispute.charge_id, dispute.payment_id)
        if order_id:
            await orders.lock(tx, order_id)
        if not await disputes.save(tx, dispute, order_id):
            return
        if order_id:
            stakes = await disputes.stakes(tx, order_id)
            await disputes.freeze(tx, dispute.id, shares_of(dispute.amount, stakes))
        if dispute.took_money:
            entry = entries.dispute_opened(order_id, dispute.amount, dispute.id)
            await ledger.post(tx, entry)
        if dispute.is_over:
            await _end(tx, dispute, order_id)
        else:
            await _ask_for_evidence(tx, dispute, order_id)


async def _end(tx: Transaction, dispute: Disputed, order_id: UUID | None) -> None:
    if dispute.is_lost:
        shares = await disputes.shares(tx, dispute.id) or {None: dispute.amount}
        await ledger.post(tx, entries.dispute_lost(order_id, shares, dispute.id))
    elif dispute.status == WON and dispute.took_money:
        await ledger.post(tx, entries.dispute_won(order_id, dispute.amount, dispute.id))
    await disputes.unfreeze(tx, dispute.id)
    await matters.settle(tx, f"dispute:{dispute.id}")


async def _ask_for_evidence(tx: Transaction, dispute: Disputed, order_id: UUID | None) -> None:
    told = {
        "dispute": dispute.id,
        "amount": dispute.amount,
        "reason": dispute.reason,
        "status": dispute.status,
    }
    await matters.bring_up(
        tx, f"dispute:{dispute.id}", "dispute", order_id, told, dispute.evidence_until
    )
