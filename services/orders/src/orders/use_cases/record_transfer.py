"""The provider has answered about a transfer or a reversal: write it down once, and book it."""

from datetime import timedelta

import structlog
from marketkit.db import Database

from orders.domain import ledger
from orders.store import orders, shares, shop_accounts, transfers
from orders.store.ledger import post
from orders.store.transfers import DueReversal, DueTransfer

log = structlog.get_logger(__name__)


async def transfer_sent(db: Database, due: DueTransfer, provider_id: str) -> None:
    async with db.transaction() as tx:
        await orders.lock(tx, due.order_id)
        if not await transfers.is_waiting(tx, "transfer", due.id):
            return
        await transfers.end(tx, "transfer", due.id, "sent", provider_id=provider_id)
        await post(tx, ledger.transfer(due.part, due.amount, provider_id))
        await post(tx, ledger.debt_netted(due.part, due.netted, due.id))
        await shares.look_again(tx, due.shop_order_id)


async def transfer_dropped(db: Database, due: DueTransfer, why: str) -> None:
    """Definitely not made, e.g. because the account takes no money: the share waits again."""
    async with db.transaction() as tx:
        await orders.lock(tx, due.order_id)
        if await transfers.is_waiting(tx, "transfer", due.id):
            await transfers.drop(tx, due.id, why)
            await shares.look_again(tx, due.shop_order_id)


async def account_takes_no_money(db: Database, due: DueTransfer, why: str) -> None:
    """The provider refuses this account: nothing more is sent there until it says otherwise."""
    async with db.transaction() as tx:
        await shop_accounts.restrict(tx, due.shop_id)
    await transfer_dropped(db, due, why)


async def transfer_failed(db: Database, due: DueTransfer, why: str) -> None:
    """Refused for a reason that does not pass by itself: somebody must look."""
    log.error("transfer_failed", transfer=str(due.id), error=why)
    async with db.transaction() as tx:
        await transfers.end(tx, "transfer", due.id, "failed", error=why)


async def transfer_reversed(db: Database, due: DueReversal, provider_id: str) -> None:
    async with db.transaction() as tx:
        await orders.lock(tx, due.order_id)
        if not await transfers.is_waiting(tx, "transfer_reversal", due.id):
            return
        await transfers.end(tx, "transfer_reversal", due.id, "done", provider_id=provider_id)
        await post(tx, ledger.transfer_reversed(due.part, due.amount, provider_id))
        await shares.look_again(tx, due.shop_order_id)


async def reversal_refused(db: Database, due: DueReversal, why: str) -> None:
    """The account cannot give it back: the shop owes it, and its next transfers make up for it."""
    log.error("shop_debt", shop=str(due.shop_id), amount=due.amount, error=why)
    async with db.transaction() as tx:
        await orders.lock(tx, due.order_id)
        if not await transfers.is_waiting(tx, "transfer_reversal", due.id):
            return
        await transfers.end(tx, "transfer_reversal", due.id, "debt", error=why)
        await post(tx, ledger.shop_debt(due.part, due.amount, due.id))
        await shares.look_again(tx, due.shop_order_id)


async def try_again_later(
    db: Database, due: DueTransfer | DueReversal, wait: timedelta, why: str, *, new_call: bool
) -> None:
    table: transfers.Table = "transfer" if isinstance(due, DueTransfer) else "transfer_reversal"
    log.warning("transfer_postponed", table=table, id=str(due.id), error=why)
    async with db.transaction() as tx:
        await transfers.postpone(tx, table, due.id, wait, why, new_call=new_call)
