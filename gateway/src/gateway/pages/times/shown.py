"""Selling rounds for everybody, and a producer's list of one."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.counter.shop import my_shop
from gateway.pages.market import times
from gateway.pages.market.caller import caller, nobody
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import page


async def open_rounds(request: Request) -> Response:
    """What is open now or opens soon; who sells in it, until when, where it is handed out."""
    found = await times.open_rounds(nobody(request), request.query_params.get("cursor"))
    return page(request, "times/open.html", found=found)


async def producers_list(request: Request) -> Response:
    shop = await my_shop(request)
    round_id = str(request.path_params["id"])
    found = await times.list_of(caller(request), round_id, shop.slug)
    return page(request, "times/list.html", shop=shop, tab="more", found=found)


ROUTES = [
    Route("/runden", guarded(open_rounds)),
    Route("/theke/{slug:slug}/runden/{id:uuid}", needs(None, producers_list)),
]
