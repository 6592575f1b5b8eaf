"""How long what is kept: all of it for the operator, one's own for who has an account."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import keeping
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page

_LONGEST = 200


async def rules(request: Request) -> Response:
    cursor = request.query_params.get("cursor", "")[:_LONGEST] or None
    found = await keeping.rules_and_log(caller(request), cursor)
    return page(request, "keeping/retention.html", found=found, tab="retention")


async def mine(request: Request) -> Response:
    return page(request, "keeping/mine.html", mine=await keeping.mine(caller(request)))


ROUTES = [
    Route("/betrieb/aufbewahrung", needs("operator", rules)),
    Route("/konto/daten", needs(None, mine)),
]
