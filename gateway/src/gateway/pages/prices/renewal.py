"""The link from the mail: one tap confirms all stale offers of a shop, without signing in."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.forms import read
from gateway.pages.market import prices
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import page


async def show(request: Request) -> Response:
    """Looking changes nothing: mail programs open links on their own."""
    token = request.path_params["token"]
    found = await prices.renewal(caller(request), token)
    return page(request, "prices/renewal.html", renewal=found, token=token, renewed=None)


async def confirm(request: Request) -> Response:
    await read(request)
    token = request.path_params["token"]
    renewed = await prices.renew(caller(request), token)
    return page(request, "prices/renewal.html", renewal=None, token=token, renewed=renewed)


ROUTES = [
    Route("/frisch/{token:code}", guarded(show)),
    Route("/frisch/{token:code}", guarded(confirm), methods=["POST"]),
]
