"""Questions to the search service."""

from collections.abc import Sequence
from typing import Any

from gateway.pages.answers.ranking import Ranking
from gateway.pages.answers.search import MarketDay, MarketDays, Results
from gateway.pages.market.caller import Caller


async def search(ask: Caller, searcher: str | None = None, **query: Any) -> Results:
    """`searcher` is the anonymous mark under which the search is counted; without it it is not."""
    headers = {"x-searcher": searcher} if searcher else None
    return await ask.get(Results, "search", "/search", query, headers=headers)


async def days(ask: Caller, **query: Any) -> Sequence[MarketDay]:
    """The next days on which things can be collected."""
    return (await ask.get(MarketDays, "search", "/search/days", query)).items


async def ranking(ask: Caller) -> Ranking:
    """What decides the order of results."""
    return await ask.get(Ranking, "search", "/search/ranking")
