"""Offers end by themselves: the buyer is reminded before, and told afterwards."""

from orders.domain.quote import REMIND_BEFORE
from orders.store import quote_mails, quotes
from orders.use_cases.context import Context

BATCH = 50


async def end_quotes(context: Context) -> bool:
    """One round; True when there may be more. Any number of workers may do it at once."""
    reminded = await _remind(context)
    ended = await _lapse(context)
    return BATCH in {reminded, ended}


async def _remind(context: Context) -> int:
    async with context.database.transaction() as tx:
        now = context.clock.now()
        claimed = await quotes.to_remind(tx, now, REMIND_BEFORE, BATCH)
        for quote in await quotes.many(tx, [quote_id for quote_id, _ in claimed]):
            await quote_mails.to_buyer(tx, quote_mails.REMINDED, quote)
    return len(claimed)


async def _lapse(context: Context) -> int:
    due = await quotes.due(context.database.pool, context.clock.now(), BATCH)
    for quote_id in due:
        async with context.database.transaction() as tx:
            before = await quotes.lock(tx, quote_id)
            if before is None:
                continue
            after = before.lapse(context.clock.now())
            if after.version != before.version:
                await quotes.save(tx, after)
                await quote_mails.to_buyer(tx, quote_mails.LAPSED, after)
    return len(due)
