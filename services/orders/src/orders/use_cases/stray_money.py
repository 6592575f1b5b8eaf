"""Money nobody was asked for: written down at once, then sent back, or shown to a person."""

import structlog
from marketkit.db import Database, Transaction

from orders.domain import ledger as entries
from orders.domain.payment import Money, PaymentStatus
from orders.domain.stray_money import Cause, Stray
from orders.store import ledger, matters, orders, strays
from orders.store.strays import DueStray

log = structlog.get_logger(__name__)


async def put_aside(tx: Transaction, money: Money, cause: Cause) -> None:
    """The order stays as it is; the same money comes only once, however often it is told."""
    known = None if cause is Cause.UNKNOWN_ORDER else money.order_id
    stray = Stray(
        session_id=money.session_id,
        order_id=known,
        amount=money.amount,
        currency=money.currency,
        payment_id=money.provider_id,
        charge_id=money.charge_id,
        held_only=money.status is PaymentStatus.AUTHORISED,
        cause=cause,
    )
    if not await strays.add(tx, stray):
        return
    if not stray.held_only and money.currency.lower() == "eur":
        await ledger.post(tx, entries.stray_payment(known, money.amount, money.reference))
    if stray.status == "person":
        told = {
            "session": money.session_id,
            "payment": money.provider_id,
            "amount": money.amount,
            "currency": money.currency,
            "order": str(money.order_id),
        }
        await matters.bring_up(tx, f"stray:{money.session_id}", cause, known, told)


async def record_return(db: Database, stray: DueStray, provider_id: str) -> None:
    """It is back where it came from; `provider_id` is the refund's, or the released payment's."""
    async with db.transaction() as tx:
        if stray.order_id:
            await orders.lock(tx, stray.order_id)
        if not await strays.returned(tx, stray.session_id, provider_id):
            return
        if not stray.held_only:
            entry = entries.refund_issued(
                stray.order_id, {None: stray.amount}, provider_id, goodwill=False
            )
            await ledger.post(tx, entry)
        await matters.settle(tx, f"stray:{stray.session_id}")


async def record_revoked(db: Database, provider_id: str, reason: str) -> None:
    """It was sent back, and the buyer's bank would not have it: a person finds another way."""
    async with db.transaction() as tx:
        stray = await strays.revoked(tx, provider_id, reason)
        if stray is None:
            return
        issued = await ledger.find(tx, f"refund:{provider_id}")
        if issued:
            await ledger.post(tx, entries.refund_revoked(issued))
        told = {"session": stray["session_id"], "amount": stray["amount"], "error": reason}
        key = f"stray:{stray['session_id']}"
        await matters.bring_up(tx, key, "stray_stuck", stray["order_id"], told)
    log.error("stray_money_returned", session=stray["session_id"], error=reason)


async def record_stuck(db: Database, stray: DueStray, error: str) -> None:
    """The provider will not: a person has to find another way."""
    log.error("stray_money_stuck", session=stray.session_id, error=error)
    async with db.transaction() as tx:
        await strays.failed(tx, stray.session_id, error)
        told = {"session": stray.session_id, "amount": stray.amount, "error": error}
        await matters.bring_up(tx, f"stray:{stray.session_id}", "stray_stuck", stray.order_id, told)
