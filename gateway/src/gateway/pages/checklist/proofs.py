"""A shop's proofs: what is missing first, with the way to give it right beside it."""

from collections.abc import Awaitable, Callable
from secrets import token_hex

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.checklist import Checklist, Line
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import (
    EMPTY,
    NO_ERRORS,
    Errors,
    Form,
    Upload,
    errors_from,
    read,
    read_upload,
)
from gateway.pages.market import checklist as market
from gateway.pages.market.caller import Caller, caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

_OPEN_FIRST = {"expired": 0, "rejected": 1, "open": 2, "submitted": 3, "waived": 4, "accepted": 5}
_TYPES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
Deed = Callable[[Caller, str, str, Form, int | None], Awaitable[None]]


async def show(request: Request) -> Response:
    return await _page(request)


async def act(request: Request) -> Response:
    """One deed on one line; a refusal is said beside that line."""
    form = await read(request)
    key, verb = request.path_params["key"], request.path_params["verb"]
    if verb not in DEEDS:
        raise PageProblem(404)
    deed, flash = DEEDS[verb]
    slug = request.path_params["slug"]
    try:
        await deed(caller(request), slug, key, form, form.number("version"))
    except UpstreamProblem as refusal:
        return await _refused(request, key, form, refusal)
    return go(request, f"/theke/{slug}/nachweise#{key}", flash)


async def hand_in(request: Request) -> Response:
    upload, form = await read_upload(request, "file"), await read(request)
    slug, key = request.path_params["slug"], request.path_params["key"]
    if upload is None or upload.content_type not in _TYPES:
        errors = Errors(fields={f"{key}-file": str(context(request).text("proofs.error.file"))})
        return await _page(request, errors, form)
    body, content_type = _multipart(upload, form.text("valid_until"))
    ask = caller(request)
    try:
        await market.hand_in(ask, slug, key, body, content_type, form.number("version"))
    except UpstreamProblem as refusal:
        return await _refused(request, key, form, refusal)
    return go(request, f"/theke/{slug}/nachweise#{key}", "proof_handed_in")


async def number(request: Request) -> Response:
    form = await read(request)
    slug, kind = request.path_params["slug"], request.path_params["kind"]
    key = form.text("key") or kind
    body = {"number": form.text("number"), "valid_until": form.text("valid_until") or None}
    try:
        await market.give_number(caller(request), slug, kind, body, form.number("version"))
    except UpstreamProblem as refusal:
        return await _refused(request, key, form, refusal)
    return go(request, f"/theke/{slug}/nachweise#{key}", "proof_number")


async def change_type(request: Request) -> Response:
    form, slug = await read(request), request.path_params["slug"]
    await market.change_type(caller(request), slug, form.text("business_type"))
    return go(request, f"/theke/{slug}/nachweise", "saved")


async def document(request: Request) -> Response:
    """Handed on as a download: no browser opens it under our name."""
    slug, document_id = request.path_params["slug"], str(request.path_params["id"])
    found = await market.document(caller(request), slug, document_id)
    named = found.header(b"content-disposition") or b"attachment"
    headers = {
        "Content-Disposition": named.decode("latin-1"),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    kind = (found.header(b"content-type") or b"application/octet-stream").decode("latin-1")
    return Response(found.body, headers=headers, media_type=kind)


async def _declare(ask: Caller, slug: str, key: str, _form: Form, version: int | None) -> None:
    await market.answer(ask, slug, key, "declare", {}, version)


async def _waive(ask: Caller, slug: str, key: str, form: Form, version: int | None) -> None:
    body = {"reason": form.text("reason"), "until": form.text("until") or None}
    await market.answer(ask, slug, key, "waive", body, version)


async def _end_waiver(ask: Caller, slug: str, key: str, _form: Form, version: int | None) -> None:
    await market.answer(ask, slug, key, "waiver", None, version)


async def _accept(ask: Caller, slug: str, key: str, _form: Form, version: int | None) -> None:
    await market.answer(ask, slug, key, "accept", {}, version)


async def _reject(ask: Caller, slug: str, key: str, form: Form, version: int | None) -> None:
    await market.answer(ask, slug, key, "reject", {"reason": form.text("reason")}, version)


async def _ask(ask: Caller, slug: str, key: str, form: Form, _version: int | None) -> None:
    await market.answer(ask, slug, key, "ask", {"question": form.text("question")})


DEEDS: dict[str, tuple[Deed, str]] = {
    "erklaeren": (_declare, "proof_declared"),
    "erlassen": (_waive, "proof_waived"),
    "einfordern": (_end_waiver, "proof_asked_again"),
    "annehmen": (_accept, "proof_accepted"),
    "ablehnen": (_reject, "proof_rejected"),
    "fragen": (_ask, "proof_question"),
}


async def _refused(request: Request, key: str, form: Form, refusal: UpstreamProblem) -> Response:
    """Beside the line it is about; a changed copy is said in words, not as an outage."""
    names = {name: f"{key}-{name}" for name in ("number", "valid_until", "reason", "until",
                                                "question", "file")}  # fmt: skip
    errors = errors_from(request, refusal, names, set(names.values()))
    return await _page(request, errors, form, at=key)


async def _page(
    request: Request, errors: Errors = NO_ERRORS, form: Form = EMPTY, at: str = ""
) -> Response:
    shop = await my_shop(request)
    found = await market.checklist(caller(request), shop.slug)
    return page(
        request,
        "checklist/proofs.html",
        422 if errors else 200,
        shop=shop,
        tab="proofs",
        found=found,
        todo=_sorted(found, done=False),
        done=_sorted(found, done=True),
        errors=errors,
        form=form,
        at=at,
    )


def _sorted(found: Checklist, *, done: bool) -> list[Line]:
    """What stops first, then what is owed, then what is offered."""
    lines = [line for line in found.items if line.is_done is done]
    return sorted(
        lines,
        key=lambda line: (line.voluntary, not line.blocks, _OPEN_FIRST.get(line.state, 9)),
    )


def _multipart(upload: Upload, valid_until: str) -> tuple[bytes, str]:
    """The file and its date as a body of our own making; the sender's file name stays here."""
    boundary = token_hex(16)
    parts = [
        f"--{boundary}",
        'Content-Disposition: form-data; name="valid_until"',
        "",
        "".join(valid_until.splitlines()),
        f"--{boundary}",
        'Content-Disposition: form-data; name="file"; filename="nachweis"',
        f"Content-Type: {upload.content_type}",
        "",
        "",
    ]
    body = "\r\n".join(parts).encode() + upload.body + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


_ALL = "/theke/{slug:slug}/nachweise"
ROUTES = [
    Route(_ALL, needs(None, show)),
    Route(f"{_ALL}/art", needs(None, change_type), methods=["POST"]),
    Route(f"{_ALL}/datei/{{id:uuid}}", needs(None, document)),
    Route(f"{_ALL}/nummer/{{kind:key}}", needs(None, number), methods=["POST"]),
    Route(f"{_ALL}/{{key:key}}/datei", needs(None, hand_in), methods=["POST"]),
    Route(f"{_ALL}/{{key:key}}/{{verb:slug}}", needs(None, act), methods=["POST"]),
]
