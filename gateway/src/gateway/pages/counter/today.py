"""My shops, and one shop's day: what is new, what to prepare, what is there."""

import asyncio
from collections.abc import Iterable
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.base import Page
from gateway.pages.answers.orders import ShopOrder
from gateway.pages.context import context
from gateway.pages.counter.said import said_today
from gateway.pages.counter.shop import my_shop
from gateway.pages.counter.stock import rows_of, stock_of
from gateway.pages.market import catalog, orders
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.dates import local
from gateway.presenters.day_plan import DayPlan, greeting, plan

_ROWS = 12
_MOST_ORDERS = 100
_TO_PREPARE = ("accepted", "ready")


async def shops(request: Request) -> Response:
    found = await catalog.my_shops(caller(request))
    if len(found) == 1:
        return go(request, f"/theke/{found[0].slug}")
    return page(request, "counter/shops.html", shops=found)


async def today(request: Request) -> Response:
    here, ask = context(request), caller(request)
    slug = request.path_params["slug"]
    now = local(here.now)
    shop = await my_shop(request)
    waiting, due, goods, stock, said = await asyncio.gather(
        _due(ask, slug, status="placed"),
        _due(ask, slug, status=_TO_PREPARE),
        part(catalog.shop_products(ask, slug, status="published", limit=_ROWS)),
        stock_of(ask, slug),
        said_today(ask, slug, _ROWS),
    )
    running = due.items if due else ()
    now_due = [order for order in running if _day_of(order) <= now.date()]
    later = [order for order in running if _day_of(order) > now.date()]
    counted = [item for item in goods.items if item.availability == "counted"] if goods else []
    rows = None if goods is None or stock is None else rows_of(counted, stock)[:_ROWS]
    return page(
        request,
        "counter/today.html",
        shop=shop,
        tab="today",
        greeting=greeting(now.hour),
        orders_down=waiting is None or due is None,
        fresh=waiting.items if waiting else [],
        running=[*now_due, *(order for order in later if order.status == "ready")],
        day=_plan(now_due),
        later=_plan(later),
        stock=rows,
        said=said.items,
    )


def _day_of(order: ShopOrder) -> date:
    """An order without a time is due at once."""
    return local(order.slot.start).date() if order.slot else date.min


async def _due(ask: Caller, slug: str, **query: Any) -> Page[ShopOrder] | None:
    """Orders; a shop made a moment ago may not have reached the orders service yet."""
    found = orders.shop_orders(ask, slug, limit=_MOST_ORDERS, **query)
    return await part(found, may_be_missing=True)


def _plan(running: Iterable[ShopOrder]) -> DayPlan:
    return plan(
        (
            order.slot.start,
            order.to_pack,
            order.costs.amount,
        )
        for order in running
        if order.slot
    )


ROUTES = [
    Route("/theke", needs(None, shops)),
    Route("/theke/{slug:slug}", needs(None, today)),
]
