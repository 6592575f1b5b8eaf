"""Counts the day's offers, so that a report can still tell them when the quarter is over."""

from catalog.domain.funder_report import gathered
from catalog.queries.funder_report import offers_now
from catalog.store import region_numbers
from catalog.use_cases.ports import Surroundings


async def keep_offers(around: Surroundings) -> None:
    """Any time of the day and any number of times: the day's last count stays."""
    found = gathered(await offers_now(around))
    rows = [(name, f.offers or 0, f.fresh_offers or 0) for name, f in found.items()]
    async with around.db.transaction() as tx:
        await region_numbers.keep_offers(tx, around.today(), rows)
