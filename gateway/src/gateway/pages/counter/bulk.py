"""One change for many products: chosen in the table, shown before it is done, undone after it."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.working import BulkAnswer
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, working
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page
from gateway.presenters.tree import choices, names

_CHOSEN = re.compile(r"[0-9a-f-]{36}:\d{1,18}")
_MOST = 500
_PLAIN = ("category", "add_label", "remove_label")
_CHANGES = ("price_percent", *_PLAIN, "out", "on_order", "withdraw")


async def preview(request: Request) -> Response:
    """What would happen, product by product; nothing is written."""
    form = await read(request)
    change, value, chosen = _wished(form)
    if change == "category" and not value:
        return await _show(request, change, value, chosen, None)
    return await _tried(request, change, value, chosen)


async def carry_out(request: Request) -> Response:
    """All of them or none; the versions make a second tap harmless."""
    form = await read(request)
    change, value, chosen = _wished(form)
    slug = request.path_params["slug"]
    try:
        done = await working.bulk(caller(request), slug, _body(change, value, chosen))
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal)
        return await _show(request, change, value, chosen, None, errors)
    query = urlencode({"anzahl": done.changed, "zurueck": done.undo})
    return go(request, f"/theke/{slug}/produkte/auswahl/fertig?{query}")


async def done(request: Request) -> Response:
    query, count = request.query_params, request.query_params.get("anzahl", "")
    return page(
        request,
        "counter/bulk_done.html",
        shop=await my_shop(request),
        tab="products",
        count=int(count) if re.fullmatch(r"\d{1,3}", count) else 0,
        undo=_id(query.get("zurueck", "")),
    )


async def undo(request: Request) -> Response:
    """Back to where one came from; what cannot be undone any more says why."""
    form = await read(request)
    slug, back = request.path_params["slug"], form.text("weiter")
    await working.undo(caller(request), str(request.path_params["undo"]))
    inside = back.startswith(f"/theke/{slug}/") and "//" not in back
    return go(request, back if inside else f"/theke/{slug}/produkte", "undone")


async def _tried(request: Request, change: str, value: str, chosen: list[str]) -> Response:
    body = _body(change, value, chosen) | {"preview": True}
    try:
        found = await working.bulk(caller(request), request.path_params["slug"], body)
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal)
        return await _show(request, change, value, chosen, None, errors)
    return await _show(request, change, value, chosen, found)


async def _show(
    request: Request,
    change: str,
    value: str,
    chosen: list[str],
    found: BulkAnswer | None,
    errors: Errors = NO_ERRORS,
) -> Response:
    tree = await catalog.categories(caller(request), context(request).language)
    return page(
        request,
        "counter/bulk.html",
        422 if errors else 200,
        shop=await my_shop(request),
        tab="products",
        change=change,
        value=value,
        chosen=chosen,
        found=found,
        errors=errors,
        categories=choices(tree),
        names=names(tree),
    )


def _wished(form: Form) -> tuple[str, str, list[str]]:
    change = form.text("aenderung")
    chosen = [one for one in form.all("produkt") if _CHOSEN.fullmatch(one)][:_MOST]
    if change not in _CHANGES:
        raise PageProblem(400)
    return change, form.text("wert"), chosen


def _body(change: str, value: str, chosen: list[str]) -> dict[str, Any]:
    pairs = [one.split(":") for one in chosen]
    body: dict[str, Any] = {"products": [{"id": i, "version": int(v)} for i, v in pairs]}
    if change == "price_percent":
        return body | {"price_percent": value.replace(",", ".").replace("%", "").strip() or "0"}
    if change in _PLAIN:
        return body | {change: value}
    return body | ({"withdraw": True} if change == "withdraw" else {"stock": change})


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


_ALL = "/theke/{slug:slug}/produkte/auswahl"
ROUTES = [
    Route(_ALL, needs(None, preview), methods=["POST"]),
    Route(f"{_ALL}/ausfuehren", needs(None, carry_out), methods=["POST"]),
    Route(f"{_ALL}/fertig", needs(None, done)),
    Route("/theke/{slug:slug}/rueckgaengig/{undo:uuid}", needs(None, undo), methods=["POST"]),
]
