"""A buyer's quotes: what was asked, what was offered, and the button that orders it."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.images import multipart
from gateway.pages.forms import read, read_upload
from gateway.pages.market import quotes
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded, needs, problem_page
from gateway.pages.refusals import words
from gateway.pages.reply import go, page

_LONGEST_TOKEN = 200
_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_REFUSALS = frozenset({400, 409, 413, 415, 422})


async def mine(request: Request) -> Response:
    found = await quotes.mine(caller(request), request.query_params.get("cursor"))
    return page(request, "kinds/quotes.html", quotes=found)


async def show(request: Request) -> Response:
    return await _show(request)


async def accept(request: Request) -> Response:
    form = await read(request)
    token, version = form.text("token")[:_LONGEST_TOKEN], form.number("version") or 0
    payment = "online" if form.text("payment") == "online" else "pickup"
    try:
        order = await quotes.accept(caller(request), _id(request), version, payment, token)
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSALS:
            raise
        return problem_page(request, refusal.status, words(request, refusal))
    key = f"?{urlencode({'token': order.token})}" if order.token else ""
    return go(request, f"/bestellung/{order.id}{key}")


async def decline(request: Request) -> Response:
    form = await read(request)
    token = form.text("token")[:_LONGEST_TOKEN]
    body = {"reason": form.text("reason") or None}
    try:
        await quotes.say(caller(request), _id(request), "decline", body, token)
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSALS:
            raise
        return problem_page(request, refusal.status, words(request, refusal))
    return go(request, _address(request, token), "quote_declined")


async def add_photo(request: Request) -> Response:
    """The key stands in the address: a form with a file has no room for looking twice."""
    upload, token = await read_upload(request, "file"), _token(request)
    if upload is None or upload.content_type not in _TYPES:
        return await _show(request, str(context(request).text("error.picture")))
    body, content_type = multipart(upload)
    try:
        await quotes.add_photo(caller(request), _id(request), body, content_type, token)
    except UpstreamProblem as refusal:
        if refusal.status not in _REFUSALS:
            raise
        return await _show(request, words(request, refusal))
    return go(request, _address(request, token), "photo_added")


async def photo(request: Request) -> Response:
    photo_id = str(request.path_params["photo"])
    content = await quotes.photo(caller(request), _id(request), photo_id, _token(request))
    headers = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}
    return Response(content, media_type="image/webp", headers=headers)


async def paper(request: Request) -> Response:
    content = await quotes.paper(caller(request), _id(request), _token(request))
    headers = {
        "cache-control": "private, no-store",
        "content-disposition": 'attachment; filename="angebot.pdf"',
    }
    return Response(content, media_type="application/pdf", headers=headers)


async def _show(request: Request, refused: str = "") -> Response:
    token = _token(request)
    quote = await quotes.one(caller(request), _id(request), token)
    key = f"?{urlencode({'token': token})}" if token else ""
    status = 422 if refused else 200
    return page(
        request, "kinds/quote.html", status, quote=quote, token=token, key=key, refused=refused
    )


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _token(request: Request) -> str:
    return request.query_params.get("token", "")[:_LONGEST_TOKEN]


def _address(request: Request, token: str) -> str:
    key = f"?{urlencode({'token': token})}" if token else ""
    return f"/angebote/{_id(request)}{key}"


_ONE = "/angebote/{id:uuid}"
ROUTES = [
    Route("/angebote", needs(None, mine)),
    Route(_ONE, guarded(show)),
    Route(f"{_ONE}/annehmen", guarded(accept), methods=["POST"]),
    Route(f"{_ONE}/ablehnen", guarded(decline), methods=["POST"]),
    Route(f"{_ONE}/fotos", guarded(add_photo), methods=["POST"]),
    Route(f"{_ONE}/fotos/{{photo:uuid}}", guarded(photo)),
    Route(f"{_ONE}/pdf", guarded(paper)),
]
