"""Selling rounds that have ended are closed, however long nobody was there to do it."""

from datetime import timedelta
from typing import Final

from orders.domain.rounds import GRACE
from orders.store import round_lists
from orders.use_cases.context import Context

LIST_MAIL: Final = "round_list"
_AND_SOME: Final = timedelta(minutes=15)


async def close_due(context: Context) -> bool:
    """One round at a time; answers whether there may be more. Any number of workers may do it."""
    now = context.clock.now()
    async with context.database.transaction() as tx:
        round_id = await round_lists.lock_due(
            tx, now - GRACE, now - context.time_to_pay - _AND_SOME
        )
        if round_id is None:
            return False
        await round_lists.close(tx, round_id, now, LIST_MAIL)
        return True
