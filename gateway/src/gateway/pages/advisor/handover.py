"""From the case to its shop: the link with which the owner takes over, and opening it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.case import case_page
from gateway.pages.forms import errors_from, read
from gateway.pages.market import cases, catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import for_team
from gateway.pages.reply import go


async def make_link(request: Request) -> Response:
    """The link is shown once, here: only its fingerprint is kept."""
    form, ask, slug = await read(request), caller(request), request.path_params["slug"]
    try:
        link = await catalog.hand_over(ask, slug, form.text("email"))
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, None, ["email"])
        case = await cases.case_of_shop(ask, slug)
        return await case_page(request, case, errors=errors, form=form)
    return await case_page(request, await cases.case_of_shop(ask, slug), link=link, form=form)


async def open_shop(request: Request) -> Response:
    await read(request)
    ask, slug = caller(request), request.path_params["slug"]
    try:
        await catalog.open_or_pause(ask, slug, "go-live")
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal)
        return await case_page(request, await cases.case_of_shop(ask, slug), errors=errors)
    return go(request, f"/beratung/{slug}", "opened")


ROUTES = [
    Route("/beratung/{slug:slug}/uebergabe", for_team(make_link), methods=["POST"]),
    Route("/beratung/{slug:slug}/oeffnen", for_team(open_shop), methods=["POST"]),
]
