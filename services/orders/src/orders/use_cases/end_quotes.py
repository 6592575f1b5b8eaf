"""Offers end by themselves: the buyer is reminded before, and told afterwards."""

from functools import partial
from uuid import UUID

from marketkit.background import one_by_one

from orders.domain.quote import REMIND_BEFORE
from orders.store import quote_mails, quotes
from orders.use_cases.context import Context

BATCH = 50
_TO_REMIND, _TO_END = "quote to remind of", "quote to end"


async def end_quotes(context: Context) -> bool:
    """One round; True when there may be more. Any number of workers may do it at once."""
    reminded = await _remind(context)
    ended = await _lapse(context)
    return BATCH in {reminded, ended}


async def _remind(context: Context) -> int:
    pool, now = context.database.pool, context.clock.now()
    waiting = context.setbacks.waiting(_TO_REMIND)
    due = await quotes.to_remind(pool, now, now + REMIND_BEFORE, BATCH, waiting)
    return await one_by_one(_TO_REMIND, due, partial(_remind_of, context), context.setbacks)


async def _remind_of(context: Context, quote_id: UUID) -> None:
    async with context.database.transaction() as tx:
        quote = await quotes.lock(tx, quote_id)
        # Another worker may have written, or the offer another end, meanwhile.
        if quote and await quotes.claim_reminder(tx, quote_id, context.clock.now()):
            await quote_mails.to_buyer(tx, quote_mails.REMINDED, quote)


async def _lapse(context: Context) -> int:
    waiting = context.setbacks.waiting(_TO_END)
    due = await quotes.due(context.database.pool, context.clock.now(), BATCH, waiting)
    return await one_by_one(_TO_END, due, partial(_lapse_one, context), context.setbacks)


async def _lapse_one(context: Context, quote_id: UUID) -> None:
    async with context.database.transaction() as tx:
        before = await quotes.lock(tx, quote_id)
        if before is None:
            return
        after = before.lapse(context.clock.now())
        if after.version != before.version:
            await quotes.save(tx, after)
            await quote_mails.to_buyer(tx, quote_mails.LAPSED, after)
