"""The page behind the link or code: what is asked, yes, no, and the way back out."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.refusals import words
from gateway.pages.reply import go, page

_NOT_FOUND = 404
_FIELDS = ("name", "email")
_OWNER_CONSENTS = "owner_consents"


async def type_code(request: Request) -> Response:
    return page(request, "rights/code.html")


async def find(request: Request) -> Response:
    """A typed code leads to its page; a wrong one is said where it was typed."""
    form = await read(request)
    code = re.sub(r"[^A-Za-z0-9]", "", form.text("code")).upper()
    try:
        if code:
            await rights.mandate_by_code(caller(request), code)
            return go(request, f"/mandat/{code}")
        problem = ""
    except UpstreamProblem as refusal:
        if refusal.status != _NOT_FOUND:
            raise
        problem = words(request, refusal)
    errors = Errors()
    errors.add("code", problem or "Bitte den Code eintragen.")
    return page(request, "rights/code.html", 422, form=form, errors=errors)


async def show(request: Request) -> Response:
    return await _page(request)


async def grant(request: Request) -> Response:
    """Afterwards at a link of its own, by which it can be withdrawn."""
    form = await read(request)
    fields = {name: form.text(name) for name in ("name", "email", "wording")}
    code = request.path_params["code"]
    try:
        answered = await rights.answer_mandate(caller(request), code, "grant", fields)
    except UpstreamProblem as refusal:
        if refusal.code == _OWNER_CONSENTS:
            return await _owner_only(request)
        return await _page(request, form, errors_from(request, refusal, None, _FIELDS))
    return go(request, answered.url_path or f"/mandat/{code}", "mandate_granted")


async def refuse(request: Request) -> Response:
    return await _answer(request, "refuse", "mandate_refused")


async def withdraw(request: Request) -> Response:
    return await _answer(request, "withdraw", "mandate_withdrawn")


async def _answer(request: Request, verb: str, flash: str) -> Response:
    form = await read(request)
    code = request.path_params["code"]
    try:
        await rights.answer_mandate(caller(request), code, verb, {"name": form.text("name")})
    except UpstreamProblem as refusal:
        return await _page(request, form, errors_from(request, refusal, None, _FIELDS))
    return go(request, f"/mandat/{code}", flash)


async def _page(request: Request, form: Form = EMPTY, errors: Errors = NO_ERRORS) -> Response:
    code = request.path_params["code"]
    found = await rights.mandate_by_code(caller(request), code)
    return page(
        request,
        "rights/mandate.html",
        422 if errors else 200,
        mandate=found,
        code=code,
        form=form,
        errors=errors,
    )


async def _owner_only(request: Request) -> Response:
    """The shop has an owner by now: holding the link is not enough, so show where to sign in."""
    found = await rights.mandate_by_code(caller(request), request.path_params["code"])
    return page(request, "rights/owner_consents.html", 403, mandate=found)


ROUTES = [
    Route("/mandat", guarded(type_code)),
    Route("/mandat", guarded(find), methods=["POST"]),
    Route("/mandat/{code:code}", guarded(show)),
    Route("/mandat/{code:code}/zustimmen", guarded(grant), methods=["POST"]),
    Route("/mandat/{code:code}/ablehnen", guarded(refuse), methods=["POST"]),
    Route("/mandat/{code:code}/widerrufen", guarded(withdraw), methods=["POST"]),
]
