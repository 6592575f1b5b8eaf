"""A shop's products as a list with stock."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.counter.shop import my_shop
from gateway.pages.counter.stock import rows_of, stock_of
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page

_PER_PAGE = 25
_STATUSES = ("draft", "published", "withdrawn")


async def products_page(request: Request) -> Response:
    query, ask = request.query_params, caller(request)
    q, status = query.get("q", "").strip()[:80], query.get("status", "")
    status = status if status in _STATUSES else ""
    shop = await my_shop(request)
    found, stock = await asyncio.gather(
        catalog.shop_products(
            ask, shop.slug, q=q, status=status, limit=_PER_PAGE, cursor=query.get("cursor")
        ),
        stock_of(ask, shop.slug),
    )
    return page(
        request,
        "counter/products.html",
        shop=shop,
        tab="products",
        products=found,
        rows={item.id: rows_of([item], stock) if stock is not None else [] for item in found.items},
        stock_down=stock is None,
        q=q,
        status=status,
    )


ROUTES = [Route("/theke/{slug:slug}/produkte", needs(None, products_page))]
