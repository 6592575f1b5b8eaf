"""Every night: what is past its time goes, and the log says so."""

from marketkit.background import one_by_one
from marketkit.clock import HERE

from orders.domain.retention import Rule, is_time
from orders.store import retention
from orders.use_cases.context import Context

BATCH = 500


async def keep_retention(context: Context) -> bool:
    """One batch of each rule that is not done today; True when there may be more.

    Any number of workers may run it, any number of times: a day's run of a rule is done once.
    """
    if not is_time(context.clock.now()):
        return False
    unfinished = []

    async def keep(rule: Rule) -> None:
        if await _batch(context, rule):
            unfinished.append(rule)

    await one_by_one("retention rule", context.retention.jobs, keep)
    return bool(unfinished)


async def _batch(context: Context, rule: Rule) -> bool:
    now = context.clock.now()
    day = now.astimezone(HERE).date()
    async with context.database.transaction() as tx:
        cutoff = await retention.claim(tx, rule.key, day, rule.cutoff(now), now)
        if cutoff is None:
            return False
        count = await retention.let_go(tx, rule.key, cutoff, BATCH)
        await retention.note(tx, rule.key, day, count, now, done=count < BATCH)
        return count == BATCH
