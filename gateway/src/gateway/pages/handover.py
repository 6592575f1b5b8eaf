"""Taking over a shop that an advisor has prepared."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.forms import read
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, page


async def show(request: Request) -> Response:
    code = request.path_params["code"]
    handover = await catalog.handover(caller(request), code)
    return page(request, "handover.html", handover=handover, code=code)


async def accept(request: Request) -> Response:
    await read(request)
    shop = await catalog.accept_handover(caller(request), request.path_params["code"])
    return go(request, f"/theke/{shop.slug}", "taken_over")


ROUTES = [
    Route("/uebernahme/{code:code}", guarded(show)),
    Route("/uebernahme/{code:code}", needs(None, accept), methods=["POST"]),
]
