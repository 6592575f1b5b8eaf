"""Taking over a shop that an advisor has prepared: look at it, part by part, then take it."""

import asyncio
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Delivery
from gateway.pages.context import Context, context
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, page
from gateway.pages.rights.owner import granted
from gateway.presenters.days_ahead import default_end, latest_end
from gateway.presenters.delivery import sentence
from gateway.presenters.postal_areas import areas

_BLOCKS = ("profile", "imprint", "products", "prices")


async def show(request: Request) -> Response:
    return await _page(request)


async def check(request: Request) -> Response:
    """Without an account: this part is right, or what is wrong with it."""
    form = await read(request)
    code = request.path_params["code"]
    ok = form.text("ok") == "true"
    fields = {"block": form.text("block"), "ok": ok, "note": "" if ok else form.text("note")}
    try:
        await rights.check_handover(caller(request), code, fields)
    except UpstreamProblem as refusal:
        return await _page(request, errors_from(request, refusal))
    flash = "handover_right" if ok else "handover_noted"
    block = fields["block"] if fields["block"] in _BLOCKS else ""
    return go(request, f"/uebernahme/{code}#{block}", flash)


async def accept(request: Request) -> Response:
    """Whether the advisor may go on has to be said: neither answer is filled in before."""
    form = await read(request)
    choice = form.text("mandate")
    if choice not in {"yes", "no"}:
        errors = Errors()
        errors.add("mandate-yes", str(context(request).text("handover.choose")))
        return await _page(request, errors)
    fields: dict[str, Any] = {"mandate": _given(form) if choice == "yes" else None}
    try:
        shop = await rights.take_over(caller(request), request.path_params["code"], fields)
    except UpstreamProblem as refusal:
        names = {"mandate.actions": "mandate-yes", "mandate.until": "until"}
        return await _page(request, errors_from(request, refusal, names, names.values()))
    return go(request, f"/theke/{shop.slug}", "taken_over")


def _given(form: Form) -> dict[str, object]:
    return granted(form) | {"wording": form.text("wording")}


async def _page(request: Request, errors: Errors = NO_ERRORS) -> Response:
    ask, code = caller(request), request.path_params["code"]
    cursor = request.query_params.get("cursor", "")
    wanted = cursor if re.fullmatch(r"[A-Za-z0-9_-]{1,500}", cursor) else None
    handover, goods = await asyncio.gather(
        catalog.handover(ask, code), rights.handover_products(ask, code, wanted)
    )
    today = context(request).now.date()
    return page(
        request,
        "handover.html",
        422 if errors else 200,
        handover=handover,
        goods=goods,
        tour=_tour(context(request), handover.preview.get("delivery")),
        code=code,
        checks={one.block: one for one in handover.checks},
        latest=latest_end(today),
        proposed=default_end(today),
        errors=errors,
    )


def _tour(here: Context, said: Any) -> str:
    """Where the shop brings goods to: a promise the owner should know of."""
    if not said:
        return ""
    known = areas(here.region.places, *here.region.centre)
    return sentence(here.text, Delivery.model_validate(said), known, here.language)


ROUTES = [
    Route("/uebernahme/{code:code}", guarded(show)),
    Route("/uebernahme/{code:code}/pruefen", guarded(check), methods=["POST"]),
    Route("/uebernahme/{code:code}", needs(None, accept), methods=["POST"]),
]
