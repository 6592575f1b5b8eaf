"""What nobody counts, for the day's page: as far as one may see it."""

from gateway.clients import UpstreamProblem
from gateway.pages.answers.base import Page
from gateway.pages.answers.prices import SaidOffer
from gateway.pages.market import prices
from gateway.pages.market.caller import Caller

_NOT_YOURS, _OUTAGE = 403, 500


async def said_today(ask: Caller, slug: str, limit: int) -> Page[SaidOffer]:
    """Nothing while the catalog is down, or for an advisor whose mandate leaves the stock out."""
    try:
        return await prices.said_offers(ask, slug, limit=limit)
    except UpstreamProblem as problem:
        if problem.status != _NOT_YOURS and problem.status < _OUTAGE:
            raise
        return Page()
