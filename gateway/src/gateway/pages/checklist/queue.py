"""What waits for somebody of the market to look at it, over all shops."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import checklist as market
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page


async def show(request: Request) -> Response:
    return await _page(request)


async def decide(request: Request) -> Response:
    """Accept or reject; somebody else may have been faster, and that is said."""
    form = await read(request)
    slug, key = request.path_params["slug"], request.path_params["key"]
    accepts = request.url.path.endswith("/annehmen")
    verb, body = ("accept", {}) if accepts else ("reject", {"reason": form.text("reason")})
    try:
        ask = caller(request)
        await market.answer(ask, slug, key, verb, body, form.number("version"))
    except UpstreamProblem as refusal:
        name = f"reason-{slug}-{key}"
        errors = errors_from(request, refusal, {"reason": name}, {name})
        return await _page(request, errors, form)
    return go(request, "/betrieb/pruefungen", "proof_accepted" if accepts else "proof_rejected")


async def _page(request: Request, errors: Errors = NO_ERRORS, form: Form = EMPTY) -> Response:
    cursor = request.query_params.get("cursor")
    found = await market.verifications(caller(request), cursor)
    return page(
        request,
        "checklist/queue.html",
        422 if errors else 200,
        tab="verify",
        found=found,
        errors=errors,
        form=form,
    )


_ALL = "/betrieb/pruefungen"
_ONE = f"{_ALL}/{{slug:slug}}/{{key:key}}"
ROUTES = [
    Route(_ALL, needs("operator", show)),
    Route(f"{_ONE}/annehmen", needs("operator", decide), methods=["POST"]),
    Route(f"{_ONE}/ablehnen", needs("operator", decide), methods=["POST"]),
]
