"""Tells what the region searches for, and forgets who did."""

from datetime import timedelta
from typing import Final

from marketkit.clock import Clock
from marketkit.contracts import DemandObserved
from marketkit.db import Database
from marketkit.weeks import week_before, week_of

from search.domain.demand import demand_id, may_be_told
from search.store import demand
from search.store.demand import Count

LOOK_SECONDS: Final = 20.0
_AGAIN_AFTER: Final = timedelta(minutes=3)
_AT_ONCE: Final = 200


async def tell_demand(database: Database, clock: Clock) -> bool:
    """The first time at once, then every few minutes while the numbers grow; more to do?"""
    now = clock.now()
    async with database.transaction() as tx:
        grown = await demand.claim_grown(
            tx, not_told_since=now - _AGAIN_AFTER, at=now, limit=_AT_ONCE
        )
        for count in grown:
            if may_be_told(count.searchers):
                tx.record(_observed(count))
    return len(grown) == _AT_ONCE


async def forget_demand(database: Database, clock: Clock) -> None:
    """This week's and last week's marks are kept: late batches of last week may still come."""
    async with database.transaction() as tx:
        await demand.forget_before(tx, week_before(week_of(clock.now())))


def _observed(count: Count) -> DemandObserved:
    return DemandObserved(
        demand_id=demand_id(count.week, count.sought),
        version=count.version,
        week=count.week,
        municipality=count.sought.municipality,
        term=count.sought.term,
        searches=count.searches,
        searchers=count.searchers,
        zero_hits=count.found_nothing,
    )
