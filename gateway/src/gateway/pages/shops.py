"""All shops, and one shop with its story, hours, way, goods, neighbours and imprint."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.catalog import Shop
from gateway.pages.answers.showing import FoundShop
from gateway.pages.context import Context, context
from gateway.pages.head import Head, base_of, head_of
from gateway.pages.market import catalog, showing
from gateway.pages.market.caller import Caller, caller
from gateway.pages.market.search import search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.pages.showing import facts
from gateway.pages.showing.finding import find
from gateway.pages.showing.pickup import pickup_days, shop_times
from gateway.pages.showing.views import Snippet, snippet
from gateway.pages.typed import line
from gateway.presenters import structured
from gateway.presenters.dates import local
from gateway.presenters.delivery import sentence
from gateway.presenters.postal_areas import areas
from gateway.presenters.structured_shop import shop as structured_shop
from gateway.presenters.week import week

_SHOPS_PER_PAGE = 24
_GOODS_SHOWN = 12
_NEIGHBOURS, _NEAR_KM = 5, 15
_LONGEST = 80


async def shop_list(request: Request) -> Response:
    found = await find(request, _SHOPS_PER_PAGE)
    return page(
        request,
        "shops.html",
        found=found,
        asked=found.asked,
        shops=found.shops.items if found.shops else (),
    )


async def shop_page(request: Request) -> Response:
    here, ask = context(request), caller(request)
    slug = request.path_params["slug"]
    q = line(request.query_params.get("q", ""), _LONGEST)
    shop, goods = await asyncio.gather(
        catalog.shop(ask, slug),
        part(search(ask, shop=slug, q=q, per_page=_GOODS_SHOWN), may_be_missing=True),
    )
    hours = [(day.day, day.spans) for day in shop.opening_week]
    seen, neighbours = await asyncio.gather(shop_times(ask, shop), _neighbours(ask, shop))
    return page(
        request,
        "shop.html",
        head=_head(here, shop),
        shop=shop,
        goods=goods,
        q=q,
        hours=week(hours, local(here.now).weekday()),
        pickup_days=pickup_days(shop, seen, here.now),
        times=seen,
        tour=_tour(here, shop),
        map=_map(here, shop),
        neighbours=neighbours,
    )


def _head(here: Context, shop: Shop) -> Head:
    base = base_of(here.request)
    trail = [
        (str(here.text("crumbs.market")), f"{base}/"),
        (str(here.text("nav.shops")), f"{base}/laden"),
        (shop.name, f"{base}/laden/{shop.slug}"),
    ]
    about = structured_shop(facts.shop_facts(base, shop, here.now))
    return (
        head_of(here)
        .about(about, structured.breadcrumbs(trail))
        .shown_as(f"{base}/teilen/laden/{shop.slug}.png")
        .offering(here.text("feed.of_shop", shop=shop.name), f"/laden/{shop.slug}/feed.xml")
    )


async def _neighbours(ask: Caller, shop: Shop) -> Sequence[FoundShop]:
    """Others nearby, of the same trade first; the page stands without them."""
    if shop.lat is None or shop.lon is None:
        return ()
    question: dict[str, Any] = {"near": f"{shop.lat:.3f},{shop.lon:.3f}", "radius_km": _NEAR_KM}
    around = showing.shops(ask, **question, limit=3 * _NEIGHBOURS)
    found = await part(around, may_be_missing=True)
    others = [other for other in (found.items if found else ()) if other.slug != shop.slug]
    return sorted(others, key=lambda other: other.kind != shop.kind)[:_NEIGHBOURS]


def _tour(here: Context, shop: Shop) -> str:
    if shop.delivery is None:
        return ""
    lat, lon = shop.lat, shop.lon
    centre = here.region.centre if lat is None or lon is None else (lat, lon)
    known = areas(here.region.places, *centre)
    return sentence(here.text, shop.delivery, known, here.language)


def _map(here: Context, shop: Shop) -> Snippet | None:
    if shop.lat is None or shop.lon is None:
        return None
    return snippet(here, (shop.lat, shop.lon))


ROUTES = [
    Route("/laden", guarded(shop_list)),
    Route("/laden/{slug:slug}", guarded(shop_page)),
]
