"""The shop's own photo: put, described, taken away."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.images import multipart
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import Errors, read, read_upload
from gateway.pages.market import profile as market
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.profile import guided, hours, steps
from gateway.pages.refusals import words
from gateway.pages.reply import go

_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_REFUSED = frozenset({400, 409, 413, 415, 422})
_STEP = next(step for step in steps.STEPS if step.key == "geschichte")


async def put(request: Request) -> Response:
    upload, form = await read_upload(request, "file"), await read(request)
    if upload is None or upload.content_type not in _TYPES:
        return await _refused(request, str(context(request).text("error.picture")))
    body, content_type = multipart(upload)
    slug, alt = str(request.path_params["slug"]), form.text("alt")
    try:
        await market.put_image(caller(request), slug, body, content_type)
        if alt:
            await market.describe_image(caller(request), slug, alt)
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSED:
            raise
        return await _refused(request, words(request, refusal))
    return go(request, _address(request), "picture_added")


async def describe(request: Request) -> Response:
    form = await read(request)
    slug = str(request.path_params["slug"])
    await market.describe_image(caller(request), slug, form.text("alt"))
    return go(request, _address(request), "saved")


async def remove(request: Request) -> Response:
    """Taken away twice is taken away."""
    await read(request)
    try:
        await market.remove_image(caller(request), str(request.path_params["slug"]))
    except UpstreamProblem as refusal:
        if refusal.code != "no_photo":
            raise
    return go(request, _address(request), "picture_removed")


async def _refused(request: Request, message: str) -> Response:
    shop = await my_shop(request)
    values = steps.from_shop(shop, _STEP)
    table = hours.table_of(shop.opening_hours)
    return guided.show_form(request, shop, _STEP, values, Errors(fields={"file": message}), table)


def _address(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/profil/geschichte#foto"


_ONE = "/theke/{slug:slug}/foto"
ROUTES = [
    Route(_ONE, needs(None, put), methods=["POST"]),
    Route(f"{_ONE}/text", needs(None, describe), methods=["POST"]),
    Route(f"{_ONE}/entfernen", needs(None, remove), methods=["POST"]),
]
