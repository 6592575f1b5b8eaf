"""The shops somebody asked for, with the choices of the form above them: list and map alike."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Category
from gateway.pages.answers.showing import FoundShops
from gateway.pages.context import Context, context
from gateway.pages.market import catalog, showing
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.refusals import words
from gateway.pages.showing.asked import RADII, AskedShops, Chip, days_ahead
from gateway.presenters import dates
from gateway.presenters.tree import names

_INVALID = 422
_BY_NAME = ("q", "place", "category")
"""What the catalogue can sift by while the search is away."""
_MOST_BY_NAME = 100


@dataclass(frozen=True, slots=True)
class Finding:
    asked: AskedShops
    shops: FoundShops | None
    """None: nobody could say."""
    refused: str
    is_simple: bool
    """From the catalogue alone: by name, without distances and days."""
    days: list[tuple[str, str]]
    categories: list[tuple[str, str]]
    chips: list[Chip]
    radii: Sequence[int] = RADII


async def find(request: Request, limit: int) -> Finding:
    here, ask = context(request), caller(request)
    today = dates.local(here.now).date()
    asked = AskedShops.from_query(request.query_params, today)
    (shops, refusal), tree = await asyncio.gather(
        _shops(ask, here, asked, limit), part(catalog.categories(ask, here.language))
    )
    is_simple = shops is None and refusal is None
    if is_simple:
        shops = await _by_name(ask, asked)
    days = [(day.isoformat(), _day_words(here, day, today)) for day in days_ahead(today)]
    known = names(tree or ())
    return Finding(
        asked,
        shops,
        words(request, refusal, by_field=True) if refusal else "",
        is_simple,
        days,
        _branches(tree or (), asked.category, known),
        asked.chips(here, here.path, known, dict(days).get(asked.collect, "")),
    )


def _branches(
    tree: Sequence[Category], chosen: str, known: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The upper two levels; a finer one that is chosen stays choosable."""
    found = [(one.key, one.name) for root in tree for one in (root, *root.children)]
    if chosen and all(key != chosen for key, _ in found):
        found.insert(0, (chosen, known.get(chosen, chosen)))
    return found


async def _shops(
    ask: Caller, here: Context, asked: AskedShops, limit: int
) -> tuple[FoundShops | None, UpstreamProblem | None]:
    """What was found; a question that cannot be answered is said beside the filters."""
    question = asked.question(here.region.centre_place, limit)
    try:
        return await part(showing.shops(ask, **question), may_be_missing=True), None
    except UpstreamProblem as refusal:
        if refusal.status != _INVALID:
            raise
        return None, refusal


async def _by_name(ask: Caller, asked: AskedShops) -> FoundShops | None:
    question = {name: value for name, value in asked.filters.items() if name in _BY_NAME}
    found = await part(showing.shops_by_name(ask, **question, limit=_MOST_BY_NAME))
    if found is None:
        return None
    return FoundShops(items=found.items, total=len(found.items))


def _day_words(here: Context, day: date, today: date) -> str:
    words = dates.day(day, here.language)
    ahead = (day - today).days
    if ahead in (0, 1):
        return f"{here.text(('map.today', 'map.tomorrow')[ahead])}, {words}"
    return words
