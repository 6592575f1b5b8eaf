"""A first contact: what one knows after two minutes on the phone, and its shop if wanted."""

from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.team import KINDS, ORIGINS, choices
from gateway.pages.context import Context, context
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import cases
from gateway.pages.market.caller import caller
from gateway.pages.problems import for_team
from gateway.pages.reply import go, page

_LONGEST = 200
_FIELDS = (
    "name", "kind", "place", "postal_code", "origin", "occasion", "contact-name", "contact-phone",
    "contact-email", "next_step", "next_step_on", "street",
)  # fmt: skip
_NAMES = {
    "contacts[0].name": "contact-name",
    "contacts[0].phone": "contact-phone",
    "contacts[0].email": "contact-email",
}


async def form(request: Request) -> Response:
    """Comes from the demand board with what was searched, and where."""
    query = request.query_params
    occasion, place = query.get("anlass", "")[:_LONGEST], query.get("ort", "")[:_LONGEST]
    told = {"occasion": [occasion], "place": [place]}
    if occasion:
        told["origin"] = ["demand"]
    return _page(request, Form(told), NO_ERRORS)


async def create(request: Request) -> Response:
    sent, here = await read(request), context(request)
    errors = _check(here, sent)
    if not errors:
        ask = caller(request)
        try:
            case = await cases.open_case(ask, _body(sent), _key(sent.text("key")))
            if sent.has("shop"):
                await cases.open_shop(ask, case.id, _shop(sent))
            return go(request, f"/beratung/{case.id}", "case_opened")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, _NAMES, _FIELDS)
    return _page(request, sent, errors)


def _check(here: Context, sent: Form) -> Errors:
    errors, missing = Errors(), str(here.text("error.required"))
    for name in ("name", "kind", "place", "origin"):
        if not sent.text(name):
            errors.add(name, missing)
    if sent.has("shop"):
        for name in ("street", "postal_code"):
            if not sent.text(name):
                errors.add(name, str(here.text("case.new.for_shop")))
    if (sent.text("contact-phone") or sent.text("contact-email")) and not sent.text("contact-name"):
        errors.add("contact-name", missing)
    return errors


def _body(sent: Form) -> dict[str, Any]:
    plain = ("name", "kind", "place", "postal_code", "origin", "occasion", "next_step")
    body: dict[str, Any] = {name: sent.text(name) for name in plain}
    body["next_step_on"] = sent.text("next_step_on") or None
    if sent.text("contact-name"):
        person = {name: sent.text(f"contact-{name}") for name in ("name", "phone", "email")}
        body["contacts"] = [person]
    return body


def _shop(sent: Form) -> dict[str, str]:
    return {name: sent.text(name) for name in ("street", "postal_code")}


def _page(request: Request, sent: Form, errors: Errors) -> Response:
    here = context(request)
    return page(
        request,
        "advisor/new.html",
        422 if errors else 200,
        tab="new",
        form=sent,
        errors=errors,
        # A refused form keeps its key: what it has made already is not made again.
        key=_key(sent.text("key")),
        kinds=choices(here, "kind", KINDS),
        origins=choices(here, "origin", ORIGINS),
        labels={name: str(here.text(f"case.field.{name}")) for name in _FIELDS},
    )


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


ROUTES = [
    Route("/beratung/neu", for_team(form)),
    Route("/beratung/neu", for_team(create), methods=["POST"]),
]
