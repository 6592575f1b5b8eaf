"""What is new, as feeds: on the whole market, in one category, at one shop."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.context import impersonal
from gateway.pages.head import base_of
from gateway.pages.market import catalog, showing
from gateway.pages.market.caller import Caller, nobody
from gateway.pages.market.search import search
from gateway.pages.refusals import PageProblem
from gateway.pages.showing.documents import document
from gateway.presenters.atom import Entry, feed
from gateway.presenters.tree import names

_NEWEST = 30
_ATOM = "application/atom+xml; charset=utf-8"


async def of_market(request: Request) -> Response:
    title = str(impersonal(request).text("feed.of_market"))
    return await _feed(request, "/", title)


async def of_category(request: Request) -> Response:
    here, key = impersonal(request), request.path_params["key"]
    known = names(await catalog.categories(nobody(request), here.language))
    if key not in known:
        raise PageProblem(404)
    title = str(here.text("feed.of_category", category=known[key]))
    return await _feed(request, f"/kategorie/{key}", title, category=key)


async def of_shop(request: Request) -> Response:
    slug = request.path_params["slug"]
    shop = await catalog.shop(nobody(request), slug)
    title = str(impersonal(request).text("feed.of_shop", shop=shop.name))
    return await _feed(request, f"/laden/{slug}", title, shop=slug)


async def _feed(request: Request, page: str, title: str, **only: Any) -> Response:
    base = base_of(request)
    entries = await _entries(nobody(request), base, only)
    language = impersonal(request).language
    own = f"{base}{page.rstrip('/')}/feed.xml"
    return document(request, feed(own, base + page, title, language, entries), _ATOM)


async def _entries(ask: Caller, base: str, only: dict[str, Any]) -> list[Entry]:
    """The search knows the newest; the catalogue knows what of it is on sale this very moment."""
    found = await search(ask, **only, sort="newest", per_page=_NEWEST)
    if not found.hits:
        return []
    told = await showing.news(ask, [hit.product_id for hit in found.hits])
    return [
        Entry(
            product_id=one.id,
            url=f"{base}/produkt/{one.id}/{one.slug}",
            title=f"{one.title} \u2013 {one.shop}, {one.place}",
            summary=one.summary,
            author=one.shop,
            published=one.published_at,
            updated=one.updated_at,
        )
        for one in told
    ]
