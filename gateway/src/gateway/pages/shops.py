"""All shops, and one shop with its story, hours, way, goods and imprint."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.catalog import Shop
from gateway.pages.context import Context, context
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.market.search import search
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.presenters.dates import local
from gateway.presenters.map import Map, place_on_map
from gateway.presenters.week import week

_SHOPS_PER_PAGE = 24
_GOODS_SHOWN = 12
_LONGEST = 80


async def shop_list(request: Request) -> Response:
    query = request.query_params
    q, place = query.get("q", "").strip()[:_LONGEST], query.get("place", "").strip()[:_LONGEST]
    shops = await catalog.shops(
        caller(request), q=q, place=place, limit=_SHOPS_PER_PAGE, cursor=query.get("cursor")
    )
    return page(request, "shops.html", shops=shops, q=q, place=place)


async def shop_page(request: Request) -> Response:
    here, ask = context(request), caller(request)
    slug = request.path_params["slug"]
    shop, goods = await asyncio.gather(
        catalog.shop(ask, slug), part(search(ask, shop=slug, per_page=_GOODS_SHOWN))
    )
    hours = [(day.day, day.spans) for day in shop.opening_week]
    return page(
        request,
        "shop.html",
        shop=shop,
        goods=goods,
        hours=week(hours, local(here.now).weekday()),
        map=_map(here, shop),
    )


def _map(here: Context, shop: Shop) -> Map | None:
    if shop.lat is None or shop.lon is None:
        return None
    return place_on_map(shop.lat, shop.lon, here.region.centre)


ROUTES = [
    Route("/laden", guarded(shop_list)),
    Route("/laden/{slug:slug}", guarded(shop_page)),
]
