"""Goods that somebody looks at before they go on sale: approve, or refuse with a reason."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import read
from gateway.pages.market import working
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page

_HERE = "/betrieb/freigaben"
_WRONG_WORDS = 422


async def queue(request: Request) -> Response:
    return await _show(request)


async def approve(request: Request) -> Response:
    await read(request)
    await working.decide(caller(request), str(request.path_params["id"]), "approve")
    return go(request, _HERE, "approved")


async def refuse(request: Request) -> Response:
    """The reason is what the shop reads; too short a one is asked for again."""
    form, product_id = await read(request), str(request.path_params["id"])
    try:
        reason = {"reason": form.text("reason")}
        await working.decide(caller(request), product_id, "refuse", reason)
    except UpstreamProblem as refusal:
        if refusal.status != _WRONG_WORDS:
            raise
        return await _show(request, refused=product_id)
    return go(request, _HERE, "not_approved")


async def _show(request: Request, refused: str = "") -> Response:
    found = await working.reviews(caller(request), request.query_params.get("cursor"))
    return page(
        request,
        "operations/reviews.html",
        _WRONG_WORDS if refused else 200,
        tab="reviews",
        waiting=found.items,
        following=found.next,
        refused=refused,
    )


_ONE = f"{_HERE}/{{id:uuid}}"
ROUTES = [
    Route(_HERE, needs("operator", queue)),
    Route(f"{_ONE}/freigeben", needs("operator", approve), methods=["POST"]),
    Route(f"{_ONE}/ablehnen", needs("operator", refuse), methods=["POST"]),
]
