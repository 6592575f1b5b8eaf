"""At a glance: what waits for a hand, where everything is, and do the parts answer."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search
from gateway.pages.operations.waiting import waiting
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
    parts, found, shops, todo = await asyncio.gather(
        asyncio.gather(*(_look(ask, name) for name in ("catalog", "orders", "search"))),
        part(search(ask, per_page=1)),
        part(catalog.shops(ask, limit=_MOST)),
        waiting(request),
    )
    more = "+" if shops and shops.next else ""
    figures = [
        ("products", found.total if found else None),
        ("shops", f"{len(shops.items)}{more}" if shops else None),
    ]
    return page(
        request,
        "operations/overview.html",
        tab="overview",
        parts=parts,
        figures=figures,
        waiting=todo,
    )


async def _look(ask: Caller, name: str) -> Part:
    try:
        await ask.upstreams.get_json(name, "/health/ready")
    except UpstreamProblem:
        return Part(name, up=False)
    return Part(name, up=True)


ROUTES = [Route("/betrieb", needs("operator", overview))]
