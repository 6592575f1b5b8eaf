"""The site map: everything that may be found elsewhere, in files of at most ten thousand pages."""

from collections.abc import AsyncIterator, Sequence
from time import monotonic
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.context import impersonal
from gateway.pages.head import base_of
from gateway.pages.legal import NAMES
from gateway.pages.market import catalog, showing
from gateway.pages.market.caller import Caller, nobody
from gateway.pages.showing.documents import XML, document
from gateway.presenters import sitemap
from gateway.presenters.tree import walk

PER_FILE = 10_000
_PER_QUESTION = 1000
_SHOPS_PER_QUESTION, _MOST_SHOPS = 100, 5000
_MARKS_KEPT = 600.0
_DAY = len("2026-11-22")
_FIXED = ("", "karte", "laden", "mitmachen", "kontaktstellen", "rueckrufe", *NAMES)


async def index(request: Request) -> Response:
    """Names the files; in which file a product stands never changes while it is on sale."""
    base = base_of(request)
    files = ["seiten", "waren", *(f"waren-{mark}" for mark in await _marks(request))]
    return document(request, sitemap.index(f"{base}/sitemap/{name}.xml" for name in files), XML)


async def pages(request: Request) -> Response:
    """All that is no product: the market's own pages, its categories, its shops."""
    base, ask = base_of(request), nobody(request)
    tree = await catalog.categories(ask, impersonal(request).language)
    entries = [(f"{base}/{path}", "") for path in _FIXED]
    entries += [(f"{base}/kategorie/{node.key}", "") for node in walk(tree)]
    entries += [(f"{base}/laden/{slug}", "") async for slug in _shops(ask)]
    return document(request, sitemap.pages(entries), XML)


async def goods(request: Request) -> Response:
    """The products after the one that the address names."""
    base, after = base_of(request), request.path_params.get("after")
    entries = [
        (f"{base}/produkt/{product.id}/{product.slug}", product.updated_at[:_DAY])
        async for product in _products(nobody(request), str(after) if after else None)
    ]
    return document(request, sitemap.pages(entries), XML)


async def _products(ask: Caller, after: str | None) -> AsyncIterator[Any]:
    left = PER_FILE
    while left:
        found = await showing.published(ask, after, min(left, _PER_QUESTION))
        for product in found.items:
            yield product
        left -= len(found.items)
        after = found.next
        if after is None or not found.items:
            return


async def _shops(ask: Caller) -> AsyncIterator[str]:
    cursor: str | None = None
    for _ in range(_MOST_SHOPS // _SHOPS_PER_QUESTION):
        found = await catalog.shops(ask, limit=_SHOPS_PER_QUESTION, cursor=cursor)
        for shop in found.items:
            if shop.status == "live":
                yield shop.slug
        cursor = found.next
        if cursor is None:
            return


async def _marks(request: Request) -> Sequence[str]:
    """Counting all goods is dear, and where the files begin may be some minutes old."""
    state = request.app.state
    known: tuple[float, Sequence[str]] | None = getattr(state, "sitemap_marks", None)
    if known is None or monotonic() - known[0] > _MARKS_KEPT:
        known = (monotonic(), await showing.marks(nobody(request), PER_FILE))
        state.sitemap_marks = known
    return known[1]
