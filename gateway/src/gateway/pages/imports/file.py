"""The first step: choose a file, or take the pattern; and what was imported before."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, read_upload
from gateway.pages.market import imports
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import words
from gateway.pages.reply import go, page

_SHOWN = (400, 409, 413, 415, 422, 429)


async def start(request: Request) -> Response:
    return await _show(request)


async def upload(request: Request) -> Response:
    file = await read_upload(request, "file")
    slug = request.path_params["slug"]
    if file is None:
        message = str(context(request).text("imp.file.missing"))
        return await _show(request, Errors(fields={"file": message}))
    try:
        job = await imports.upload(caller(request), slug, file)
    except UpstreamProblem as refusal:
        if refusal.status not in _SHOWN:
            raise
        return await _show(request, Errors(fields={"file": words(request, refusal)}))
    return go(request, f"/theke/{slug}/import/{job.id}")


async def _show(request: Request, errors: Errors = NO_ERRORS) -> Response:
    shop = await my_shop(request)
    earlier = await imports.imports(caller(request), shop.slug)
    return page(
        request,
        "imports/file.html",
        422 if errors else 200,
        shop=shop,
        tab="products",
        step=1,
        job=None,
        earlier=earlier,
        errors=errors,
        labels={"file": str(context(request).text("imp.file"))},
    )


_PATH = "/theke/{slug:slug}/import"
ROUTES = [
    Route(_PATH, needs(None, start)),
    Route(_PATH, needs(None, upload), methods=["POST"]),
]
"""Each address once with GET and once with POST."""
