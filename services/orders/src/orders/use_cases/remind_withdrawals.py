"""Fourteen days to pay back are short: shops are reminded before they are over."""

from typing import Final

from orders.store import withdrawal_money, withdrawals
from orders.use_cases.context import Context

DAYS: Final = (7, 11, 13)
BATCH: Final = 100


async def remind_withdrawals(context: Context) -> bool:
    """One round; True when there may be more. Each day is written about once."""
    async with context.database.transaction() as tx:
        now = context.clock.now()
        done = await withdrawal_money.remind(tx, now, DAYS, withdrawals.REMINDER, BATCH)
    return done == BATCH
