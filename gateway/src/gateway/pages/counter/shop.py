"""The shop at whose counter somebody stands; strangers find no counter here."""

from starlette.requests import Request

from gateway.pages.answers.catalog import Shop
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.refusals import PageProblem


async def my_shop(request: Request) -> Shop:
    """Raise 404 unless the catalog shows this person what only the shop's people see."""
    shop = await catalog.shop(caller(request), request.path_params["slug"])
    if shop.onboarding is None and not shop.staff:
        raise PageProblem(404)
    return shop
