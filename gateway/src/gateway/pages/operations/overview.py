"""At a glance: do the parts answer, and does anything wait for a hand."""

import asyncio
from dataclasses import dataclass

from marketkit.messaging import BusUnavailableError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.reply import page

_MOST = 100


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    up: bool


async def overview(request: Request) -> Response:
    ask = caller(request)
    parts = await asyncio.gather(*(_look(ask, name) for name in ("catalog", "orders", "search")))
    found, shops = await asyncio.gather(
        part(search(ask, per_page=1)), part(catalog.shops(ask, limit=_MOST))
    )
    figures = [
        ("products", found.total if found else None),
        ("shops", len(shops.items) if shops else None),
        ("dead", await _stuck(request)),
    ]
    return page(request, "operations/overview.html", tab="overview", parts=parts, figures=figures)


async def _look(ask: Caller, name: str) -> Part:
    try:
        await ask.upstreams.get_json(name, "/health/ready")
    except UpstreamProblem:
        return Part(name, up=False)
    return Part(name, up=True)


async def _stuck(request: Request) -> int | None:
    try:
        return len(await request.app.state.bus.dead_letters(None, _MOST))
    except BusUnavailableError:
        return None


ROUTES = [Route("/betrieb", needs("operator", overview))]
