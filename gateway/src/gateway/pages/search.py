"""Search and category pages: one form, one list, every filter removable."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Category
from gateway.pages.answers.search import FacetValue, Results
from gateway.pages.asked import Asked
from gateway.pages.context import Context, context, searcher_of
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search as ask_search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.refusals import PageProblem, words
from gateway.pages.reply import page
from gateway.presenters.tree import names, path_to

_MOST_CHOICES = 14


async def search_page(request: Request) -> Response:
    return await _list(request, Asked.from_query(request.query_params))


async def category_page(request: Request) -> Response:
    key = request.path_params["key"]
    return await _list(request, Asked.from_query(request.query_params, category=key), key)


async def _list(request: Request, asked: Asked, fixed_category: str = "") -> Response:
    here, ask = context(request), caller(request)
    (results, refusal), tree = await asyncio.gather(
        _results(ask, searcher_of(request), asked.question(here.region.centre_place)),
        part(catalog.categories(ask, here.language)),
    )
    path = path_to(tree or (), fixed_category) if fixed_category else []
    if fixed_category and tree is not None and not path:
        raise PageProblem(404)
    known = names(tree or ())
    return page(
        request,
        "search.html",
        asked=asked,
        results=results,
        refused=words(request, refusal, by_field=True) if refusal else "",
        heading=_heading(here, asked, path),
        path=path,
        children=path[-1].children if path else [],
        chips=[
            *asked.chips(here, known, fixed_category),
            *asked.read_place(here, results.understood.place if results else None),
        ],
        category_choices=_choices(asked, results, known),
        suggestions=[c for root in (tree or ())[:1] for c in root.children][:6],
    )


async def _results(
    ask: Caller, searcher: str | None, question: dict[str, Any]
) -> tuple[Results | None, UpstreamProblem | None]:
    """What was found; a question that cannot be answered is said beside the filters."""
    try:
        return await part(ask_search(ask, searcher, **question)), None
    except UpstreamProblem as refusal:
        if refusal.status != 422:  # noqa: PLR2004 - HTTP
            raise
        return None, refusal


def _heading(here: Context, asked: Asked, path: list[Category]) -> str:
    if path:
        return path[-1].name
    return asked.q or str(here.text("search.title"))


def _choices(asked: Asked, results: Results | None, known: dict[str, str]) -> list[dict[str, Any]]:
    """What was found, by category; the chosen one stays choosable even when nothing was found."""
    facets = list(results.facets.category) if results else []
    if asked.category and all(value.key != asked.category for value in facets):
        facets.insert(0, FacetValue(key=asked.category))
    return [
        {"key": v.key, "name": known.get(v.key) or v.name or v.key, "count": v.count}
        for v in facets[:_MOST_CHOICES]
    ]


ROUTES = [
    Route("/suche", guarded(search_page)),
    Route("/kategorie/{key:key}", guarded(category_page)),
]
