"""The shop window of the start page, and the days on which one can collect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gateway.pages.answers.search import Hit, MarketDay, Results
from gateway.pages.asked import Asked
from gateway.pages.context import Context
from gateway.pages.finding.choices import value_of
from gateway.pages.finding.nearby import Nearby
from gateway.pages.market import search
from gateway.pages.market.caller import Caller
from gateway.presenters.dates import local
from gateway.presenters.window import one_of_each

_CANDIDATES, _SHOWN = 48, 5


@dataclass(frozen=True, slots=True)
class Window:
    """Goods that can be collected on `day`; the day is today unless today is over."""

    hits: Sequence[Hit]
    total: int
    day: date
    asked: Asked


async def window_of(here: Context, ask: Caller, category: str, near: Nearby | None) -> Window:
    """Today's goods; on days when nobody is open any more, those of the next day that has some."""
    today = local(here.now).date()
    asked = Asked(category=category, collect="today", traits=("available",), **_around(near))
    found = await _look(ask, asked)
    day = today
    if not found.hits and (next_day := _next_day(found, today)):
        day = next_day
        asked = asked.but(collect=value_of(day, today))
        found = await _look(ask, asked)
    shown = one_of_each(found.hits, lambda hit: hit.shop.slug, today.toordinal(), _SHOWN)
    return Window(shown, found.total, day, asked)


async def market_days(ask: Caller, near: Nearby | None) -> Sequence[MarketDay]:
    where = {"near": near.near, "radius_km": near.radius_km} if near else {}
    return await search.days(ask, **where)


def day_asked(here: Context, day: date, near: Nearby | None) -> Asked:
    """Everything that can be collected on a day."""
    return Asked(collect=value_of(day, local(here.now).date()), **_around(near))


async def _look(ask: Caller, asked: Asked) -> Results:
    return await search.search(ask, **asked.question("") | {"per_page": _CANDIDATES})


def _next_day(found: Results, today: date) -> date | None:
    counts = found.facets.counts("collect")
    ahead = (day for day in Asked.days_ahead(today) if day != today)
    return next((day for day in ahead if counts.get(day.isoformat())), None)


def _around(near: Nearby | None) -> dict[str, Any]:
    if near is None:
        return {}
    where = {"place": near.name} if near.name else {"near": near.near}
    return where | {"radius_km": near.radius_km}
