"""All pages by address."""

from starlette.routing import BaseRoute, Route

from gateway.pages import (
    advisor,
    assets,
    cart,
    checklist,
    checkout,
    counter,
    demand,
    duties,
    embed,
    handover,
    imports,
    legal,
    operations,
    order,
    passwords,
    people,
    pictures,
    prices,
    product,
    profile,
    ranking,
    rights,
    search,
    shops,
    showing,
    start,
    withdrawals,
)
from gateway.pages.problems import guarded, not_found


def routes() -> list[BaseRoute]:
    """Put these after the API's routes: the last one answers 404 for every other address."""
    return [
        *assets.ROUTES,
        *pictures.ROUTES,
        *start.ROUTES,
        *search.ROUTES,
        *product.ROUTES,
        *shops.ROUTES,
        *embed.ROUTES,
        *showing.ROUTES,
        *cart.ROUTES,
        *checkout.ROUTES,
        *order.ROUTES,
        *people.ROUTES,
        *passwords.ROUTES,
        *handover.ROUTES,
        *rights.ROUTES,
        *legal.ROUTES,
        *ranking.ROUTES,
        *profile.ROUTES,
        *checklist.ROUTES,
        *prices.ROUTES,
        *imports.ROUTES,
        *duties.ROUTES,
        *withdrawals.ROUTES,
        *counter.ROUTES,
        *demand.ROUTES,
        *advisor.ROUTES,
        *operations.ROUTES,
        Route("/{path:path}", guarded(not_found)),
    ]
