"""Papers of a case: sent in by a form, saved by a link, never shown inside a page."""

from secrets import token_hex

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.case import case_page
from gateway.pages.context import context
from gateway.pages.forms import Errors, Upload, read, read_upload
from gateway.pages.market import cases
from gateway.pages.market.caller import caller
from gateway.pages.problems import for_team
from gateway.pages.refusals import words
from gateway.pages.reply import go

_REFUSED = frozenset({400, 409, 413, 415, 422})
_KINDS = frozenset({"application/pdf", "image/webp"})


async def add(request: Request) -> Response:
    upload, form = await read_upload(request, "file"), await read(request)
    ask, case_id = caller(request), str(request.path_params["id"])
    problem = "" if upload else str(context(request).text("case.document.choose"))
    if upload is not None:
        try:
            await cases.upload(ask, case_id, *_multipart(upload, form.text("document-title")))
            return go(request, f"/beratung/{case_id}#dokumente", "document_kept")
        except UpstreamProblem as refusal:
            if refusal.status not in _REFUSED and refusal.code != "not_your_case":
                raise
            problem = words(request, refusal)
    case = await cases.case(ask, case_id)
    return await case_page(request, case, errors=Errors(fields={"file": problem}), form=form)


async def save(request: Request) -> Response:
    """Handed on as a download: no browser opens it under our name."""
    case_id, document = (str(request.path_params[name]) for name in ("id", "document"))
    found = await cases.fetch(caller(request), case_id, document)
    kind = (found.header(b"content-type") or b"").decode("latin-1")
    named = found.header(b"content-disposition") or b"attachment"
    return Response(
        found.body,
        media_type=kind if kind in _KINDS else "application/octet-stream",
        headers={
            "content-disposition": named.decode("latin-1"),
            "cache-control": "private, no-store",
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        },
    )


def _multipart(upload: Upload, title: str) -> tuple[bytes, str]:
    """A multipart body of our own making; the sender's file name stays here."""
    boundary = token_hex(16)
    field = f'--{boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\n{title}\r\n'
    file = (
        f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="file"; filename="dokument"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = (field + file).encode() + upload.body + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


_ONE = "/beratung/{id:uuid}/dokumente"
ROUTES = [
    Route(_ONE, for_team(add), methods=["POST"]),
    Route(f"{_ONE}/{{document:uuid}}", for_team(save)),
]
