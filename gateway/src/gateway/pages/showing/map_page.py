"""The map of shops and pickup points, drawn here, beside the same shops as a list."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.context import context
from gateway.pages.reply import page
from gateway.pages.showing.finding import find
from gateway.pages.showing.views import view

_ON_THE_MAP = 60


async def map_page(request: Request) -> Response:
    found = await find(request, _ON_THE_MAP)
    shops = found.shops.items if found.shops else ()
    return page(
        request,
        "showing/map.html",
        found=found,
        asked=found.asked,
        shops=shops,
        view=view(request, context(request), found.asked, shops),
    )
