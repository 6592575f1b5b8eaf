"""The start page: what can be collected next, market days, the season, the goods, the shops."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Category, Shop, ShopCard
from gateway.pages.context import context
from gateway.pages.finding import nearby as places
from gateway.pages.finding.season import season_counts
from gateway.pages.finding.window import day_asked, market_days, window_of
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.pages.showing.heads import start_head
from gateway.presenters.dates import local
from gateway.presenters.season import of_the_month
from gateway.presenters.week import week

T = TypeVar("T")
_SHOPS_SHOWN = 10


async def start(request: Request) -> Response:
    here, ask = context(request), caller(request)
    today = local(here.now)
    near = places.nearby(request)
    crops = of_the_month(here.region.crops, today.month)
    tree = await _each_alone(catalog.categories(ask, here.language))
    # What people buy every day is the tree's first branch.
    daily = tree[0].key if tree else ""
    window, days, counts, shops = await asyncio.gather(
        _each_alone(window_of(here, ask, daily, near)),
        _each_alone(market_days(ask, near)),
        _each_alone(season_counts(request, crops)),
        _each_alone(catalog.shops(ask, limit=48)),
    )
    live = [shop for shop in shops.items if shop.status == "live"] if shops else []
    portrait = await _portrait(ask, live, today.toordinal())
    shown, others = _rows(tree or ())
    return page(
        request,
        "start.html",
        head=start_head(here),
        nearby=near,
        window=window,
        days=days,
        day_address=lambda day: day_asked(here, day, near).address,
        today=today.date(),
        crops=crops,
        crop_counts=counts or {},
        categories=tree,
        shown_categories=shown,
        other_categories=others,
        portrait=portrait,
        portrait_week=_hours(portrait, today.weekday()),
        shops=[shop for shop in live if not portrait or shop.slug != portrait.slug][:_SHOPS_SHOWN],
    )


async def _each_alone(question: Awaitable[T]) -> T | None:
    """No part of this page takes the others with it, whatever is wrong with it."""
    try:
        return await part(question)
    except UpstreamProblem:
        return None


async def _portrait(ask: Caller, live: list[ShopCard], number: int) -> Shop | None:
    """Each day another shop; everyone gets a turn, nobody pays for it."""
    if not live:
        return None
    return await _each_alone(catalog.shop(ask, live[number % len(live)].slug))


def _hours(shop: Shop | None, weekday: int) -> object:
    return week([(day.day, day.spans) for day in shop.opening_week], weekday) if shop else []


def _rows(tree: Sequence[Category]) -> tuple[Sequence[Category], Sequence[Category]]:
    """Pictures for the branches of the first root, where daily shopping is; names for the rest."""
    if not tree:
        return (), ()
    return (tree[0].children or tree)[:12], tree[1:] if tree[0].children else ()


ROUTES = [Route("/", guarded(start)), *places.ROUTES]
