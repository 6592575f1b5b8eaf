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
    figures = [
        ("products", _count(found.total, all_of_them=found.total_is_exact) if found else None),
        ("shops", _count(len(shops.items), all_of_them=not shops.next) if shops else None),
    ]
    return page(
        request,
        "operations/overview.html",
        tab="overview",
        parts=parts,
        figures=figures,
        waiting=todo,
    )


def _count(counted: int, *, all_of_them: bool) -> str:
    return str(counted) if all_of_them else f"{counted}+"


async def _look(ask: Caller, name: str) -> Part:
    try:
        await ask.upstreams.get_json(name, "/health/ready")
    except UpstreamProblem:
        return Part(name, up=False)
    return Part(name, up=True)


ROUTES = [Route("/betrieb", needs("operator", overview))]
