"""`/so-sortieren-wir`: what decides the order of results, told by the search itself."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.ranking import Texts
from gateway.pages.answers.search import Results
from gateway.pages.context import context
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import ranking, search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.pages.typed import line

_SHOWN = 5
_LONGEST = 80


async def ranking_page(request: Request) -> Response:
    here, ask = context(request), caller(request)
    typed = line(request.query_params.get("q", ""), _LONGEST)
    declared, tried = await asyncio.gather(part(ranking(ask)), part(_tried(ask, typed)))

    def said(texts: Texts) -> str:
        return texts.en if here.language == "en" and texts.en else texts.de

    return page(request, "ranking.html", ranking=declared, q=typed, tried=tried, said=said)


async def _tried(ask: Caller, typed: str) -> Results | None:
    """Not counted as a search: whoever tries the order looks for nothing."""
    if not typed:
        return None
    return await search(ask, q=typed, per_page=_SHOWN, explain=True)


ROUTES = [Route("/so-sortieren-wir", guarded(ranking_page))]
