"""The packing page: what weighs how much, and which empties came back; large fields, no script."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.kinds import Packing
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import kinds
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_grams

_MOST = 999


async def packing_page(request: Request) -> Response:
    order_id = str(request.path_params["order"])
    return await _show(request, await kinds.packing(caller(request), order_id))


async def weigh(request: Request) -> Response:
    form, ask = await read(request), caller(request)
    order_id = str(request.path_params["order"])
    order = await kinds.packing(ask, order_id)
    grams, errors = _grams(request, form, order)
    if not errors:
        try:
            await kinds.weigh(ask, order_id, grams)
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal)
        else:
            return go(request, _path(request), "weighed")
    return await _show(request, order, errors, form)


async def take_empties(request: Request) -> Response:
    form, ask = await read(request), caller(request)
    order_id = str(request.path_params["order"])
    order = await kinds.packing(ask, order_id)
    counted, errors = _counted(request, form, order)
    if not errors:
        try:
            await kinds.take_empties(ask, order_id, counted)
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal)
        else:
            return go(request, _path(request), "empties_taken")
    return await _show(request, order, errors, form)


def _grams(request: Request, form: Form, order: Packing) -> tuple[dict[int, list[int]], Errors]:
    errors, found = Errors(), dict[int, list[int]]()
    for line in order.weighing:
        for piece in range(1, line.pieces + 1):
            name = f"gramm-{line.position}-{piece}"
            grams = read_grams(form.text(name))
            if grams:
                found.setdefault(line.position, []).append(grams)
            else:
                errors.add(name, str(context(request).text("error.grams")))
    return found, errors


def _counted(request: Request, form: Form, order: Packing) -> tuple[dict[str, int], Errors]:
    errors, found = Errors(), dict[str, int]()
    for kind in order.deposit_kinds:
        name = f"leergut-{kind.key}"
        number = form.number(name) if form.text(name) else 0
        if number is None or not 0 <= number <= _MOST:
            errors.add(name, str(context(request).text("error.number")))
        elif number or order.counted(kind.key):
            found[kind.key] = number
    if not found and not errors:
        errors.general = str(context(request).text("empties.none"))
    return found, errors


async def _show(
    request: Request, order: Packing, errors: Errors = NO_ERRORS, form: Form | None = None
) -> Response:
    here = context(request)
    labels = {
        f"gramm-{line.position}-{piece}": str(here.text("pack.piece", title=line.title, n=piece))
        for line in order.weighing
        for piece in range(1, line.pieces + 1)
    } | {f"leergut-{kind.key}": kind.name for kind in order.deposit_kinds}
    return page(
        request,
        "kinds/packing.html",
        422 if errors else 200,
        shop=await my_shop(request),
        tab="orders",
        order=order,
        errors=errors,
        typed=form,
        labels=labels,
        base=_path(request).removesuffix("/packen"),
    )


def _path(request: Request) -> str:
    return (
        f"/theke/{request.path_params['slug']}/bestellungen/{request.path_params['order']}/packen"
    )


_BASE = "/theke/{slug:slug}/bestellungen/{order:uuid}"
ROUTES = [
    Route(f"{_BASE}/packen", needs(None, packing_page)),
    Route(f"{_BASE}/wiegen", needs(None, weigh), methods=["POST"]),
    Route(f"{_BASE}/leergut", needs(None, take_empties), methods=["POST"]),
]
