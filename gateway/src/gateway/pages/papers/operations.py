"""All invoices of the market, and those that shops cannot issue yet: for the operator."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import papers
from gateway.pages.market.caller import caller
from gateway.pages.papers.files import download, format_of
from gateway.pages.papers.months import this_month, wanted
from gateway.pages.problems import needs
from gateway.pages.reply import page


async def listed(request: Request) -> Response:
    ask, want = caller(request), wanted(request)
    found, waiting = await asyncio.gather(
        papers.all_of_them(ask, want.query()), papers.all_waiting(ask)
    )
    return page(
        request,
        "papers/operations.html",
        tab="papers",
        found=found,
        waiting=waiting.items,
        want=want,
        this_month=this_month(),
    )


async def save(request: Request) -> Response:
    paper, kind = str(request.path_params["paper"]), format_of(request)
    content = await papers.file(caller(request), f"/invoices/{paper}", {"format": kind})
    return download(content, f"rechnung-{paper[-12:]}", kind)


ROUTES = [
    Route("/betrieb/rechnungen", needs("operator", listed)),
    Route("/betrieb/rechnungen/{paper:uuid}", needs("operator", save)),
]
