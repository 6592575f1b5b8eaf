"""Selling rounds that have ended are closed, however long nobody was there to do it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from marketkit.background import one_by_one

from orders.domain.rounds import GRACE
from orders.store import round_lists
from orders.use_cases.context import Context

BATCH: Final = 20
LIST_MAIL: Final = "round_list"
_WHAT: Final = "selling round"
_AND_SOME: Final = timedelta(minutes=15)


async def close_due(context: Context) -> bool:
    """Each in its own transaction; whether there may be more. Any number of workers may do it."""
    now, setbacks = context.clock.now(), context.setbacks
    late = now - context.time_to_pay - _AND_SOME
    due = await round_lists.due(
        context.database.pool, now - GRACE, late, BATCH, setbacks.waiting(_WHAT)
    )
    return await one_by_one(_WHAT, due, partial(_close, context, now), setbacks) == BATCH


async def _close(context: Context, now: datetime, round_id: UUID) -> None:
    async with context.database.transaction() as tx:
        # Another worker may be at it, or the end may have been moved, meanwhile.
        if await round_lists.lock_ended(tx, round_id, now - GRACE):
            await round_lists.close(tx, round_id, now, LIST_MAIL)
