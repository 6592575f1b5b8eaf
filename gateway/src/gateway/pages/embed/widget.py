"""The window itself: name, today's hours and a few goods. It knows nobody and sets no cookie."""

import asyncio
import gzip
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.base import Page
from gateway.pages.answers.catalog import Product
from gateway.pages.context import impersonal
from gateway.pages.embed.today import open_today
from gateway.pages.engine import render
from gateway.pages.head import base_of
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, nobody
from gateway.pages.parts import part
from gateway.pages.reply import has_tag
from gateway.presenters.week import Day, week

MOST: Final = 6
_LOOKED_AT: Final = 24
"""What is there is shown before what is not."""
_GONE, _AWAY = (404, 410), 500
_KEPT: Final = "public, max-age=60"
# The one page that others may frame. Without scripts and forms there is nothing to trick a click
# out of somebody for: all it has are links that open the market in a window of its own.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)


async def show(request: Request) -> Response:
    here, slug = impersonal(request), str(request.path_params["slug"])
    ask = nobody(request)
    try:
        shop, goods = await asyncio.gather(
            catalog.shop(ask, slug),
            part(_goods(ask, slug), may_be_missing=True),
        )
    except UpstreamProblem as refusal:
        status = 404 if refusal.status in _GONE else 503
        return _answer(request, render(here, "embed/gone.html", away=status > _AWAY), status)
    text = render(
        here,
        "embed/widget.html",
        shop=shop,
        goods=_chosen(goods.items if goods else ()),
        today=_today(open_today(shop, here.now)),
        address=f"{base_of(request)}/laden/{shop.slug}",
        base=base_of(request),
    )
    return _answer(request, text, 200)


async def _goods(ask: Caller, slug: str) -> Page[Product]:
    """What the shop was last busy with comes first: that is what is fresh."""
    return await catalog.shop_products(ask, slug, sort="updated", limit=_LOOKED_AT)


def _chosen(goods: Sequence[Product]) -> list[Product]:
    """Those to be had first, else as the catalog lists them."""
    on_sale = [one for one in goods if one.status == "published" and one.variants]
    there = [one for one in on_sale if any(variant.can_be_had for variant in one.variants)]
    return [*there, *(one for one in on_sale if one not in there)][:MOST]


def _today(spans: Sequence[tuple[str, str]]) -> Day | None:
    """In the words of the other pages' week."""
    days = week([("mo", [list(span) for span in spans])], 0) if spans else []
    return days[0] if days else None


def _answer(request: Request, text: str, status: int) -> Response:
    body = text.encode()
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers: dict[str, Any] = {
        "Cache-Control": _KEPT if status < _AWAY else "no-store",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Encoding",
        "ETag": tag,
    }
    if status == 200 and has_tag(request, tag):  # noqa: PLR2004 - HTTP
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 5, mtime=0)
    return HTMLResponse(body, status, headers)


ROUTES = [Route("/einbetten/{slug:slug}", show)]
