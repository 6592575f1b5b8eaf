"""Search and category pages: one form, one list, every filter removable."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Category
from gateway.pages.answers.search import Results
from gateway.pages.asked import SORTS, Asked, is_short
from gateway.pages.catalogue import LANGUAGES
from gateway.pages.context import Context, context, searcher_of
from gateway.pages.finding.chips import Chips
from gateway.pages.finding.choices import choices
from gateway.pages.finding.names import shop_names
from gateway.pages.finding.nearby import RADIUS_KM, nearby
from gateway.pages.finding.ways_out import RADII, ways_out
from gateway.pages.head import HIDDEN, Head, head_of
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search as ask_search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.refusals import PageProblem, words
from gateway.pages.reply import go, page
from gateway.pages.showing.heads import category_head
from gateway.presenters.tree import names, path_to

_TYPING = "x-typing"
"""Set by the script that shows results while somebody types: half a word is no search to count."""


async def search_page(request: Request) -> Response:
    return await _list(request, Asked.from_query(request.query_params))


async def category_page(request: Request) -> Response:
    key = request.path_params["key"]
    return await _list(request, Asked.from_query(request.query_params, category=key), key)


async def _list(request: Request, asked: Asked, fixed_category: str = "") -> Response:
    if not is_short(request.query_params, request.url.path, asked):
        return go(request, _in_language(request, asked.address))
    here, ask = context(request), caller(request)
    searcher = None if request.headers.get(_TYPING) else searcher_of(request)
    centre = here.region.centre_place
    (results, refusal), tree = await asyncio.gather(
        _results(ask, searcher, asked.question(centre)),
        part(catalog.categories(ask, here.language)),
    )
    asked_there = asked
    if results and _may_reach_further(asked, results):
        # Counted as one search: the first one says that the place itself has none.
        around = asked.but(radius_km=RADIUS_KM)
        wider, _ = await _results(ask, None, around.question(centre))
        if wider and wider.total:
            asked, results = around, wider
    path = path_to(tree or (), fixed_category) if fixed_category else []
    if fixed_category and tree is not None and not path:
        raise PageProblem(404)
    shops = await shop_names(request, results, asked.shops)
    chips = Chips(here, asked, names(tree or ()), shops)
    understood = results.understood if results else None
    return page(
        request,
        "search.html",
        head=_head(here, path, asked, results),
        asked=asked,
        reaches_further=asked is not asked_there,
        results=results,
        refused=words(request, refusal, by_field=True) if refusal else "",
        heading=_heading(here, asked, path, results),
        path=path,
        children=path[-1].children if path else (),
        chips=chips.all(understood, with_category=not fixed_category),
        choices=choices(here, asked, results, tree or (), shops),
        ways_out=ways_out(here, asked, results) if results else (),
        suggestions=_suggestions(tree or (), path),
        nearby=nearby(request),
        radii=RADII,
        sorts=SORTS,
    )


async def _results(
    ask: Caller, searcher: str | None, question: dict[str, Any]
) -> tuple[Results | None, UpstreamProblem | None]:
    """What was found; a question that cannot be answered is said beside the filters."""
    try:
        return await part(ask_search(ask, searcher, **question, explain=True)), None
    except UpstreamProblem as refusal:
        if refusal.status != 422:  # noqa: PLR2004 - HTTP
            raise
        return None, refusal


def _may_reach_further(asked: Asked, results: Results) -> bool:
    """Who lives in a village without a baker wants to know of the next one."""
    only_there = asked.place and asked.radius_km is None and asked.sort != "nearest"
    return bool(only_there) and results.total == 0


def _in_language(request: Request, address: str) -> str:
    """A language chosen in the address is chosen by it still."""
    language = request.query_params.get("lang")
    if language not in LANGUAGES:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def _head(here: Context, path: Sequence[Category], asked: Asked, results: Results | None) -> Head:
    head = category_head(here, path, results.hits if results else ()) if path else head_of(here)
    is_beyond = asked.page > 1 and not (results and results.hits)
    # Behind the last page there are as many pages as there are numbers.
    return replace(head, robots=HIDDEN, data=()) if is_beyond else head


def _heading(here: Context, asked: Asked, path: list[Category], results: Results | None) -> str:
    if path:
        return path[-1].name
    if results and results.corrected:
        return results.corrected
    return asked.q or str(here.text("search.title"))


def _suggestions(tree: Sequence[Category], path: list[Category]) -> Sequence[Category]:
    """Where to look instead: beside an empty category its neighbours, else the daily goods."""
    if len(path) > 1:
        return [node for node in path[-2].children if node.key != path[-1].key][:6]
    return [node for root in tree[:1] for node in root.children][:6]


ROUTES = [
    Route("/suche", guarded(search_page)),
    Route("/kategorie/{key:key}", guarded(category_page)),
]
