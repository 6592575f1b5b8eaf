"""A shop reads what was decided about it, with all reasons, and disagrees."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import duties
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page


async def decisions(request: Request) -> Response:
    return await _shown(request)


async def complain(request: Request) -> Response:
    slug, decision = request.path_params["slug"], str(request.path_params["id"])
    form = await read(request)
    try:
        path = f"/shops/{slug}/decisions/{decision}"
        await duties.complain(caller(request), path, form.text("words"))
    except UpstreamProblem as refusal:
        # Each decision has a form of its own; its field is named after it.
        names = {"words": f"words-{decision}"}
        errors = errors_from(request, refusal, names, names.values())
        return await _shown(request, form, errors)
    return go(request, f"/theke/{slug}/entscheidungen", "complained_shop")


async def _shown(request: Request, form: Form = EMPTY, errors: Errors | None = None) -> Response:
    shop = await my_shop(request)
    found = await duties.shop_decisions(caller(request), shop.slug)
    return page(
        request,
        "duties/decisions.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        decisions=found,
        form=form,
        errors=errors or Errors(),
    )


_PATH = "/theke/{slug:slug}/entscheidungen"
ROUTES = [
    Route(_PATH, needs(None, decisions)),
    Route(f"{_PATH}/{{id:uuid}}/beschwerde", needs(None, complain), methods=["POST"]),
]
