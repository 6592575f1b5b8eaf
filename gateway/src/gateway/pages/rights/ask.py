"""An advisor asks a business for a mandate, and gets the link and the code to pass on."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.rights import Mandate
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page
from gateway.pages.rights.owner import granted
from gateway.presenters.days_ahead import default_end, latest_end

ACTIONS = ("profile", "products", "prices", "stock", "orders", "proofs", "visibility")
PROPOSED = tuple(action for action in ACTIONS if action != "orders")
"""Orders show what customers bought: asked for only when it is meant."""
_FIELDS = ("actions", "until", "contact")


async def show(request: Request) -> Response:
    return await _page(request)


async def send(request: Request) -> Response:
    """Link and code are shown once, here: only their fingerprints are kept."""
    form = await read(request)
    slug = request.path_params["slug"]
    fields = granted(form) | {"contact": form.text("contact")}
    try:
        asked = await rights.ask_mandate(caller(request), slug, fields)
    except UpstreamProblem as refusal:
        return await _page(request, form, errors_from(request, refusal, None, _FIELDS))
    return await _page(request, form, asked=asked)


async def _page(
    request: Request, form: Form = EMPTY, errors: Errors = NO_ERRORS, asked: Mandate | None = None
) -> Response:
    ask, slug = caller(request), request.path_params["slug"]
    shop = await catalog.shop(ask, slug)
    found = await rights.mandates(ask, slug)
    today = context(request).now.date()
    base = f"{request.url.scheme}://{request.url.netloc}"
    return page(
        request,
        "rights/ask.html",
        422 if errors else 200,
        tab="board",
        shop=shop,
        mandates=found.items,
        asked=asked,
        link=f"{base}{asked.url_path}" if asked else "",
        chosen=form.all("actions") if form.has("until") else PROPOSED,
        actions=ACTIONS,
        latest=latest_end(today),
        proposed=form.text("until") or default_end(today).isoformat(),
        contact=form.text("contact") or shop.email,
        form=form,
        errors=errors,
    )


ROUTES = [
    Route("/vollmacht/{slug:slug}", needs("advisor", show)),
    Route("/vollmacht/{slug:slug}", needs("advisor", send), methods=["POST"]),
]
