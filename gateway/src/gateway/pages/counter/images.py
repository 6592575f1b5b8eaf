"""Pictures of a product: taken in here, handed on to the catalog, which re-encodes them."""

from secrets import token_hex

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.product_form import show_form
from gateway.pages.counter.product_values import from_product
from gateway.pages.forms import Errors, Upload, read, read_upload
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import words
from gateway.pages.reply import go

_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})


async def add(request: Request) -> Response:
    upload = await read_upload(request, "file")
    ask, product_id = caller(request), str(request.path_params["id"])
    if upload is None or upload.content_type not in _TYPES:
        return await _refused(request, str(context(request).text("error.picture")))
    body, content_type = multipart(upload)
    try:
        await catalog.add_image(ask, product_id, body, content_type)
    except UpstreamProblem as refusal:
        if refusal.status not in {400, 409, 413, 415, 422}:
            raise
        return await _refused(request, words(request, refusal))
    return go(request, _address(request), "picture_added")


async def remove(request: Request) -> Response:
    await read(request)
    product_id, image = str(request.path_params["id"]), str(request.path_params["image"])
    await catalog.remove_image(caller(request), product_id, image)
    return go(request, _address(request), "picture_removed")


def multipart(upload: Upload) -> tuple[bytes, str]:
    """One file as a multipart body of our own making; the sender's file name stays here."""
    boundary = token_hex(16)
    head = (
        f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="file"; filename="bild"\r\n'
        f"Content-Type: {upload.content_type}\r\n\r\n"
    )
    body = head.encode() + upload.body + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


async def _refused(request: Request, message: str) -> Response:
    product = await catalog.product(caller(request), str(request.path_params["id"]))
    errors = Errors(fields={"file": message})
    return await show_form(request, product, from_product(product), errors)


def _address(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/produkte/{request.path_params['id']}#bilder"


_ONE = "/theke/{slug:slug}/produkte/{id:uuid}/bilder"
ROUTES = [
    Route(_ONE, needs(None, add), methods=["POST"]),
    Route(f"{_ONE}/{{image:uuid}}/entfernen", needs(None, remove), methods=["POST"]),
]
