"""The owner's page about the advisor: what they may do, until when, and the way to end it."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page
from gateway.presenters.days_ahead import default_end, latest_end

_FIELDS = ("actions", "until")
_VERBS = {
    "erlauben": ("grant", "mandate_granted"),
    "ablehnen": ("refuse", "mandate_refused"),
    "widerrufen": ("withdraw", "mandate_withdrawn"),
}


async def show(request: Request) -> Response:
    return await _page(request)


async def give(request: Request) -> Response:
    """To the advisor who brought the shop in."""
    form = await read(request)
    slug = request.path_params["slug"]
    try:
        fields = granted(form) | {"wording": form.text("wording")}
        await rights.give_mandate(caller(request), slug, fields)
    except UpstreamProblem as refusal:
        return await _page(request, errors_from(request, refusal, None, _FIELDS))
    return go(request, f"/theke/{slug}/beratung", "mandate_granted")


async def change(request: Request) -> Response:
    form = await read(request)
    slug, mandate_id = request.path_params["slug"], str(request.path_params["mandate"])
    try:
        await rights.change_mandate(caller(request), slug, mandate_id, granted(form))
    except UpstreamProblem as refusal:
        return await _page(request, errors_from(request, refusal, None, _FIELDS))
    return go(request, f"/theke/{slug}/beratung", "saved")


async def decide(request: Request) -> Response:
    """One click; what was withdrawn can be given back with the next one."""
    form = await read(request)
    slug, mandate_id = request.path_params["slug"], str(request.path_params["mandate"])
    if request.path_params["verb"] not in _VERBS:
        raise PageProblem(404)
    verb, flash = _VERBS[request.path_params["verb"]]
    fields = {"wording": form.text("wording")} if verb == "grant" else None
    try:
        await rights.decide_mandate(caller(request), slug, mandate_id, verb, fields)
    except UpstreamProblem as refusal:
        return await _page(request, errors_from(request, refusal))
    return go(request, f"/theke/{slug}/beratung", flash)


def granted(form: Form) -> dict[str, object]:
    return {"actions": form.all("actions"), "until": form.text("until")}


async def _page(request: Request, errors: Errors = NO_ERRORS) -> Response:
    shop = await my_shop(request)
    if shop.role not in {"owner", "operator"}:
        raise PageProblem(403)
    ask = caller(request)
    found, history = await asyncio.gather(
        rights.mandates(ask, shop.slug), rights.mandate_history(ask, shop.slug)
    )
    today = context(request).now.date()
    return page(
        request,
        "rights/owner.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        found=found,
        history=history.items,
        current=[one for one in found.items if one.holds],
        asked=[one for one in found.items if one.state == "asked"],
        ended=[one for one in found.items if one.state != "asked" and not one.holds],
        latest=latest_end(today),
        proposed=default_end(today),
        errors=errors,
    )


_ONE = "/theke/{slug:slug}/beratung"
ROUTES = [
    Route(_ONE, needs(None, show)),
    Route(_ONE, needs(None, give), methods=["POST"]),
    Route(f"{_ONE}/{{mandate:uuid}}", needs(None, change), methods=["POST"]),
    Route(f"{_ONE}/{{mandate:uuid}}/{{verb:slug}}", needs(None, decide), methods=["POST"]),
]
