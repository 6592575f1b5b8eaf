"""The market's books for its operator: all accounts, every shop's balance, and what failed."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.forms import read
from gateway.pages.market import money
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page


async def show(request: Request) -> Response:
    ask = caller(request)
    overview, failures = await asyncio.gather(
        money.overview(ask, request.query_params.get("cursor")), money.failures(ask)
    )
    return page(
        request, "money/books.html", tab="money", overview=overview, failures=failures.items
    )


async def retry(request: Request) -> Response:
    await read(request)
    await money.retry(caller(request), str(request.path_params["id"]))
    return go(request, "/betrieb/geld", "transfer_again")


ROUTES = [
    Route("/betrieb/geld", needs("operator", show)),
    Route("/betrieb/geld/ueberweisungen/{id:uuid}", needs("operator", retry), methods=["POST"]),
]
