"""How much of what is in season is on sale."""

import asyncio
from collections.abc import Mapping, Sequence

from starlette.requests import Request

from gateway.pages.finding.kept import Kept
from gateway.pages.market import search
from gateway.pages.market.caller import Caller, caller
from gateway.pages.region import Crop

_SECONDS = 60


async def season_counts(request: Request, crops: Sequence[Crop]) -> Mapping[str, int]:
    """Offers by crop, at most a minute old: each crop is a question of its own."""
    state = request.app.state
    if not hasattr(state, "season_counts"):
        state.season_counts = Kept(_SECONDS)
    kept: Kept[Mapping[str, int]] = state.season_counts
    return await kept.get(lambda: _count(caller(request), crops)) or {}


async def _count(ask: Caller, crops: Sequence[Crop]) -> Mapping[str, int]:
    found = await asyncio.gather(
        *(search.search(ask, q=crop.search, available=True, per_page=1) for crop in crops)
    )
    return {
        crop.key: 0 if results.relaxed else results.total
        for crop, results in zip(crops, found, strict=True)
    }
