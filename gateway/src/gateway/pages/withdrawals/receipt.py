"""The receipt, to look at and to print."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import withdrawals
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import page

_LONGEST_TOKEN = 200


async def show(request: Request) -> Response:
    token = request.query_params.get("token", "")[:_LONGEST_TOKEN]
    found = await withdrawals.receipt(caller(request), str(request.path_params["id"]), token)
    return page(request, "withdrawals/receipt.html", withdrawal=found)


ROUTES = [Route("/widerruf/{id:uuid}", guarded(show))]
