"""Somebody asked to be forgotten (Art. 17 GDPR)."""

from marketkit.contracts import AccountErased
from marketkit.db import Transaction

from orders.store import cart_holds, forgetting
from orders.use_cases.context import Context

BATCH = 500


async def forget_account(tx: Transaction, event: AccountErased) -> None:
    """Ended orders lose their names at once; running ones when they have ended."""
    await cart_holds.free_account(tx, event.account_id)
    await forgetting.let_go(tx, event.account_id)
    await forgetting.erase_ended(tx, BATCH)


async def forget_ended(context: Context) -> bool:
    """One round over orders that have ended since; True when there may be more."""
    async with context.database.transaction() as tx:
        return await forgetting.erase_ended(tx, BATCH) == BATCH
