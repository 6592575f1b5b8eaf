"""Shops that do not answer: somebody should ring them before the market answers for them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import context
from gateway.pages.market import fulfilling
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import page


async def for_operator(request: Request) -> Response:
    return await _listed(request, "operations/operations.html")


async def for_advisor(request: Request) -> Response:
    if not context(request).may("advisor"):
        raise PageProblem(403)
    return await _listed(request, "advisor/advisor.html")


async def _listed(request: Request, desk: str) -> Response:
    found = await fulfilling.silent(caller(request), request.query_params.get("cursor"))
    return page(request, "working/silence.html", desk=desk, tab="silence", found=found)


ROUTES = [
    Route("/betrieb/stille", needs("operator", for_operator)),
    Route("/beratung/stille", needs(None, for_advisor)),
]
