"""A shop's products as a list with stock: found, sifted, sorted and paged by the catalog."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import context
from gateway.pages.counter.goods_filter import ONLY, SIZES, SORTS, STATUSES, GoodsFilter
from gateway.pages.counter.shop import my_shop
from gateway.pages.counter.stock import rows_of, stock_of
from gateway.pages.market import catalog, imports
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page
from gateway.presenters.tree import choices


async def products_page(request: Request) -> Response:
    wanted, ask = GoodsFilter.from_query(request.query_params), caller(request)
    shop = await my_shop(request)
    found, tree = await asyncio.gather(
        imports.inventory(ask, shop.slug, wanted.question()),
        catalog.categories(ask, context(request).language),
    )
    # Of what is shown only: the whole shop's stock may be thousands of rows.
    shown = [variant.id for item in found.items for variant in item.variants]
    stock = await stock_of(ask, shop.slug, shown)
    return page(
        request,
        "counter/products.html",
        shop=shop,
        tab="products",
        products=found,
        rows={item.id: rows_of([item], stock) if stock is not None else [] for item in found.items},
        stock_down=stock is None,
        wanted=wanted,
        statuses=STATUSES,
        only=ONLY,
        sorts=SORTS,
        sizes=SIZES,
        categories=choices(tree),
    )


ROUTES = [Route("/theke/{slug:slug}/produkte", needs(None, products_page))]
