"""Two steps without signing in (§ 356a BGB): say what, then press "Widerruf bestätigen"."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.orders import Order
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import orders, withdrawals
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import go, page

FIELDS = ("name", "contract", "ordered_on", "statement", "receipt_to", "lines")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LINE = re.compile(rf"({_UUID.pattern}):([0-9]{{1,4}})")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+")
_SHORTEST_NAME, _LONGEST_TOKEN = 2, 200
_UNPROCESSABLE = 422


async def form_page(request: Request) -> Response:
    query = request.query_params
    return await _form(request, EMPTY, query.get("bestellung", ""), query.get("token", ""))


async def check(request: Request) -> Response:
    """The first step: everything once more to read, and the button that makes it binding."""
    form = await read(request)
    if form.has("aendern"):
        return await _form(request, form, form.text("bestellung"), form.text("token"))
    order = await _order(request, form.text("bestellung"), form.text("token"))
    errors = _wrong(request, form, order)
    if errors:
        return await _form(request, form, form.text("bestellung"), form.text("token"), errors)
    return page(
        request,
        "withdrawals/confirm.html",
        form=form,
        order=order,
        chosen=_chosen(form),
        key=form.text("key") or str(uuid4()),
    )


async def confirm(request: Request) -> Response:
    """The second step. Pressed twice it is one withdrawal."""
    form = await read(request)
    order = await _order(request, form.text("bestellung"), form.text("token"))
    token = form.text("token")[:_LONGEST_TOKEN] if order else ""
    try:
        made = await withdrawals.declare(
            caller(request), _body(request, form, order), key=form.text("key")[:100], token=token
        )
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, known=FIELDS)
        return await _form(request, form, form.text("bestellung"), form.text("token"), errors)
    return go(request, f"/widerruf/{made.id}?{urlencode({'token': made.token})}")


async def _form(
    request: Request, form: Form, order_id: str, token: str, errors: Errors | None = None
) -> Response:
    here = context(request)
    order = await _order(request, order_id, token)
    return page(
        request,
        "withdrawals/declare.html",
        _UNPROCESSABLE if errors else 200,
        form=form,
        errors=errors or Errors(),
        order=order,
        token=token[:_LONGEST_TOKEN],
        chosen=_chosen(form),
        name=form.text("name") or (order.contact.name if order else "") or _of(here, "name"),
        receipt_to=form.text("receipt_to")
        or (order.contact.email if order else "")
        or _of(here, "email"),
    )


def _of(here: Any, name: str) -> str:
    return str(getattr(here.account, name)) if here.account else ""


async def _order(request: Request, order_id: str, token: str) -> Order | None:
    """The order, for who may see it. For everybody else the form asks in words."""
    if not _UUID.fullmatch(order_id):
        return None
    try:
        return await part(orders.order(caller(request), order_id, token[:_LONGEST_TOKEN]))
    except UpstreamProblem:
        return None


def _wrong(request: Request, form: Form, order: Order | None) -> Errors:
    here, errors = context(request), Errors()
    if len(form.text("name")) < _SHORTEST_NAME:
        errors.add("name", str(here.text("withdraw.name.missing")))
    if order is None and not form.text("contract"):
        errors.add("contract", str(here.text("withdraw.contract.missing")))
    if order is not None and not _chosen(form):
        errors.add("lines", str(here.text("withdraw.lines.missing")))
    if not _EMAIL.fullmatch(form.text("receipt_to")):
        errors.add("receipt_to", str(here.text("withdraw.email.missing")))
    return errors


def _chosen(form: Form) -> dict[str, list[int]]:
    """By shop order the places of the lines that were ticked."""
    found: dict[str, list[int]] = {}
    for text in form.all("line"):
        if match := _LINE.fullmatch(text):
            found.setdefault(match[1], []).append(int(match[2]))
    return found


def _body(request: Request, form: Form, order: Order | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": form.text("name"),
        "contract": form.text("contract"),
        "receipt_to": form.text("receipt_to"),
        "statement": form.text("statement"),
        "ordered_on": form.text("ordered_on") or None,
        "language": context(request).language,
    }
    if order is None:
        return said
    parts = [{"shop_order_id": key, "positions": at} for key, at in _chosen(form).items()]
    return said | {"order_id": order.id, "contract": order.number, "parts": parts}


ROUTES = [
    Route("/widerruf", guarded(form_page)),
    Route("/widerruf", guarded(check), methods=["POST"]),
    Route("/widerruf/bestaetigen", guarded(confirm), methods=["POST"]),
]
