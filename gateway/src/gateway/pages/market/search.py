"""Questions to the search service."""

from typing import Any

from gateway.pages.answers.search import Results
from gateway.pages.market.caller import Caller


async def search(ask: Caller, **query: Any) -> Results:
    return await ask.get(Results, "search", "/search", query)
