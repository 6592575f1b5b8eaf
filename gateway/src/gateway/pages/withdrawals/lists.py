"""Declarations no order could be found for, overdue money, refusals: somebody has to look."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import EMPTY, Form, read
from gateway.pages.market import fulfilling, withdrawals
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.refusals import words
from gateway.pages.reply import go, page

_REFUSED = (404, 409, 422)


async def listed(request: Request) -> Response:
    return await _listed(request)


async def join(request: Request) -> Response:
    """The order is found: the shop and the buyer are told."""
    form, wanted = await read(request), str(request.path_params["id"])
    try:
        await fulfilling.match(caller(request), wanted, form.text("order_number"))
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSED:
            raise
        return await _listed(request, form, words(request, refusal, by_field=True))
    return go(request, "/betrieb/widerrufe", "withdrawal_joined")


async def _listed(request: Request, form: Form = EMPTY, refused: str = "") -> Response:
    ask = caller(request)
    found, late, refusals = await asyncio.gather(
        withdrawals.unmatched(ask, request.query_params.get("cursor")),
        part(fulfilling.overdue(ask)),
        part(withdrawals.rejected(ask)),
    )
    return page(
        request,
        "withdrawals/unmatched.html",
        422 if refused else 200,
        tab="withdrawals",
        found=found,
        late=late.items if late else (),
        refusals=refusals.items if refusals else (),
        form=form,
        refused=refused,
        wrong=str(request.path_params.get("id", "")),
    )


ROUTES = [
    Route("/betrieb/widerrufe", needs("operator", listed)),
    Route("/betrieb/widerrufe/{id:uuid}/zuordnen", needs("operator", join), methods=["POST"]),
]
