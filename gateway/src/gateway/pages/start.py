"""The start page: what can be collected today, the season, the goods, the shops."""

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.catalog import Category, Shop, ShopCard
from gateway.pages.context import context
from gateway.pages.market import catalog, search
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page
from gateway.presenters.dates import local
from gateway.presenters.season import of_the_month
from gateway.presenters.week import week
from gateway.presenters.window import one_of_each

_SHOPS_SHOWN = 10
_CANDIDATES, _WINDOW = 48, 5


async def start(request: Request) -> Response:
    here, ask = context(request), caller(request)
    today = local(here.now)
    tree = await part(catalog.categories(ask, here.language))
    # What people buy every day is the tree's first branch.
    daily = tree[0].key if tree else None
    found, shops = await asyncio.gather(
        part(search.search(ask, available=True, category=daily, per_page=_CANDIDATES)),
        part(catalog.shops(ask, limit=48)),
    )
    live = [shop for shop in shops.items if shop.status == "live"] if shops else []
    portrait = await _portrait(ask, live, today.toordinal())
    shown, others = _rows(tree or ())
    return page(
        request,
        "start.html",
        today=found,
        window=one_of_each(
            found.hits if found else (), lambda hit: hit.shop.slug, today.toordinal(), _WINDOW
        ),
        daily=daily,
        crops=of_the_month(here.region.crops, today.month),
        categories=tree,
        shown_categories=shown,
        other_categories=others,
        portrait=portrait,
        portrait_week=_hours(portrait, today.weekday()),
        shops=[shop for shop in live if not portrait or shop.slug != portrait.slug][:_SHOPS_SHOWN],
    )


async def _portrait(ask: Caller, live: list[ShopCard], number: int) -> Shop | None:
    """Each day another shop; everyone gets a turn, nobody pays for it."""
    if not live:
        return None
    return await part(catalog.shop(ask, live[number % len(live)].slug))


def _hours(shop: Shop | None, weekday: int) -> object:
    return week([(day.day, day.spans) for day in shop.opening_week], weekday) if shop else []


def _rows(tree: Sequence[Category]) -> tuple[Sequence[Category], Sequence[Category]]:
    """Pictures for the branches of the first root, where daily shopping is; names for the rest."""
    if not tree:
        return (), ()
    return (tree[0].children or tree)[:12], tree[1:] if tree[0].children else ()


ROUTES = [Route("/", guarded(start))]
