"""A shop's money at its counter: what it has, how it comes to it, and every cent of a month."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import read
from gateway.pages.market import fees, money
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page
from gateway.presenters.dates import (
    month_after,
    month_before,
    month_text,
    month_words,
    read_month,
)

_BACK = frozenset({"zurueck", "nochmal"})


async def show(request: Request) -> Response:
    shop, ask = await my_shop(request), caller(request)
    query = request.query_params
    if query.get("konto") in _BACK:
        # Who comes back from the provider's page wants to see what it has come to.
        await money.ask_provider(ask, shop.slug)
    found = await money.of_shop(ask, shop.slug)
    this_month = found.today.replace(day=1)
    month = read_month(query.get("monat", "")) or this_month
    statement, payouts, invoiced = await asyncio.gather(
        money.statement(ask, shop.slug, month_text(month), query.get("cursor")),
        money.payouts(ask, shop.slug),
        fees.of_shop(ask, shop.slug),
    )
    return page(
        request,
        "money/shop.html",
        shop=shop,
        tab="more",
        money=found,
        month_words=month_words(month, context(request).language),
        month_text=month_text(month),
        earlier=month_text(month_before(month)),
        later=month_text(month_after(month)) if month < this_month else None,
        statement=statement,
        payouts=payouts.items,
        fees=invoiced,
        again=query.get("konto") == "nochmal",
    )


async def account(request: Request) -> Response:
    """To the provider's page by a link: a form may not lead away from here."""
    await read(request)
    shop = await my_shop(request)
    url = await money.onboard(caller(request), shop.slug)
    return page(request, "money/account.html", shop=shop, tab="more", url=url)


_HERE = "/theke/{slug:slug}/geld"
ROUTES = [
    Route(_HERE, needs(None, show)),
    Route(f"{_HERE}/konto", needs(None, account), methods=["POST"]),
]
