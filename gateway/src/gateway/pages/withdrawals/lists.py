"""Declarations that no order could be found for: somebody has to look."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import withdrawals
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page


async def listed(request: Request) -> Response:
    found = await withdrawals.unmatched(caller(request), request.query_params.get("cursor"))
    return page(request, "withdrawals/unmatched.html", tab="withdrawals", found=found)


ROUTES = [Route("/betrieb/widerrufe", needs("operator", listed))]
