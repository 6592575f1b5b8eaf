"""The map of shops and pickup points, drawn here, beside the same shops as a list."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.context import context
from gateway.pages.reply import page
from gateway.pages.showing.finding import find
from gateway.pages.showing.points import points_for
from gateway.pages.showing.views import view
from gateway.presenters.flags import letter
from gateway.presenters.osm_hours import spoken

_ON_THE_MAP = 60


async def map_page(request: Request) -> Response:
    here, found = context(request), await find(request, _ON_THE_MAP)
    shops = found.shops.items if found.shops else ()
    points = await points_for(request, found.asked)
    return page(
        request,
        "showing/map.html",
        found=found,
        asked=found.asked,
        shops=shops,
        points=points,
        letter=letter,
        hours=lambda text: spoken(text, lambda key: str(here.text(key))),
        view=view(request, here, found.asked, shops, points),
    )
