"""The shop at whose counter somebody stands; strangers find no counter here."""

import asyncio

from starlette.requests import Request

from gateway.pages.answers.catalog import Shop
from gateway.pages.market import catalog, rights
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.refusals import PageProblem


async def my_shop(request: Request) -> Shop:
    """Raise 404 unless the catalog shows this person what only the shop's people see."""
    ask = caller(request)
    shop, counters = await asyncio.gather(
        catalog.shop(ask, request.path_params["slug"]),
        part(rights.my_counters(ask), may_be_missing=True),
    )
    request.state.counters = counters or ()
    if shop.onboarding is None and not shop.staff:
        raise PageProblem(404)
    return shop
