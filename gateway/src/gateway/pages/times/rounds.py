"""Selling rounds for the market's people: planned, copied, moved, ended."""

import asyncio
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.times import Candidate, Product, SellingRound
from gateway.pages.context import context
from gateway.pages.forms import NO_ERRORS, Errors, errors_from, key_of, read
from gateway.pages.market import times
from gateway.pages.market.caller import Caller, caller
from gateway.pages.problems import for_team
from gateway.pages.refusals import words
from gateway.pages.reply import go, page
from gateway.pages.times import rounds_form
from gateway.pages.times.rounds_form import Values

_HERE = "/betrieb/runden"
_CONFLICT = 409


async def listed(request: Request) -> Response:
    return await _listed(request)


async def new(request: Request) -> Response:
    return await _form(request, None, Values(), NO_ERRORS, str(uuid4()))


async def create(request: Request) -> Response:
    form, here = await read(request), context(request)
    values, errors = rounds_form.typed(form), Errors()
    body = rounds_form.body_of(here, values, errors)
    if not errors:
        try:
            await times.plan(caller(request), body, key_of(form))
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, rounds_form.labels(here, values))
        else:
            return go(request, _HERE, "saved")
    return await _form(request, None, values, errors, str(uuid4()))


async def edit(request: Request) -> Response:
    found = await times.one_round(caller(request), _id(request))
    return await _form(request, found, rounds_form.shown(found), NO_ERRORS)


async def change(request: Request) -> Response:
    form, here = await read(request), context(request)
    values, errors = rounds_form.typed(form), Errors()
    body = rounds_form.body_of(here, values, errors)
    if not errors:
        try:
            await times.change(caller(request), _id(request), body, form.number("version"))
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, rounds_form.labels(here, values))
        else:
            return go(request, f"{_HERE}/{_id(request)}", "saved")
    found = await times.one_round(caller(request), _id(request))
    return await _form(request, found, values, errors)


async def copy(request: Request) -> Response:
    """In one step; what should be otherwise is changed on the page that follows."""
    form = await read(request)
    made = await times.copy(caller(request), _id(request), key_of(form))
    return go(request, f"{_HERE}/{made.id}", "round_copied")


async def close(request: Request) -> Response:
    await read(request)
    try:
        await times.close(caller(request), _id(request))
    except UpstreamProblem as refusal:
        if refusal.status != _CONFLICT:
            raise
        return await _listed(request, words(request, refusal))
    return go(request, _HERE, "round_closed")


async def _listed(request: Request, refused: str = "") -> Response:
    found = await times.all_rounds(caller(request), request.query_params.get("cursor"))
    return page(
        request,
        "times/rounds.html",
        422 if refused else 200,
        parent=_parent(request),
        tab="rounds",
        found=found,
        refused=refused,
        keys={each.id: str(uuid4()) for each in found.items},
    )


async def _form(
    request: Request, found: SellingRound | None, values: Values, errors: Errors, key: str = ""
) -> Response:
    ask = caller(request)
    candidates, counts = await asyncio.gather(_candidates(ask, found), _counts(ask, found))
    return page(
        request,
        "times/round.html",
        422 if errors else 200,
        parent=_parent(request),
        tab="rounds",
        found=found,
        v=values,
        errors=errors,
        key=key,
        candidates=candidates,
        counts=counts,
        labels=rounds_form.labels(context(request), values),
    )


async def _candidates(ask: Caller, found: SellingRound | None) -> list[Candidate]:
    """Who has allowed it, and who is in the round already and has taken that back."""
    listed = sorted((await times.candidates(ask)).items, key=lambda each: each.shop.name)
    known = {each.shop.id for each in listed}
    gone = [each for each in (found.producers if found else ()) if each.shop.id not in known]
    return listed + [
        Candidate(shop=each.shop, products=tuple(Product(id=one) for one in each.products))
        for each in gone
    ]


async def _counts(ask: Caller, found: SellingRound | None) -> dict[str, int]:
    if found is None:
        return {}
    counted = await times.counts(ask, found.id)
    return {each.shop.id: each.orders for each in counted.items}


def _parent(request: Request) -> str:
    """Each sees their own desk around it."""
    is_operator = context(request).may("operator")
    return "operations/operations.html" if is_operator else "advisor/advisor.html"


def _id(request: Request) -> str:
    return str(request.path_params["id"])


ROUTES = [
    Route(_HERE, for_team(listed)),
    Route(f"{_HERE}/neu", for_team(new)),
    Route(f"{_HERE}/neu", for_team(create), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}", for_team(edit)),
    Route(f"{_HERE}/{{id:uuid}}", for_team(change), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}/kopieren", for_team(copy), methods=["POST"]),
    Route(f"{_HERE}/{{id:uuid}}/schliessen", for_team(close), methods=["POST"]),
]
