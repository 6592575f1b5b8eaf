"""Behind the counter: from how much, until when, and when it can be collected."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.orders import Slot
from gateway.pages.answers.times import Rules
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, errors_from, read
from gateway.pages.market import catalog, times
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.pages.times import rules_form
from gateway.pages.times.rules_form import Values
from gateway.presenters.slots import by_day

_MOST_PRODUCTS = 100


async def show(request: Request) -> Response:
    found = await times.rules(caller(request), _slug(request))
    return await _page(request, found, rules_form.shown(found), NO_ERRORS)


async def save(request: Request) -> Response:
    form, here = await read(request), context(request)
    values, errors = rules_form.typed(form), Errors()
    body = rules_form.body_of(here, values, errors)
    if not errors:
        try:
            await times.say(caller(request), _slug(request), body, form.number("version"))
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, rules_form.labels(here, values))
        else:
            return go(request, _address(request), "saved")
    return await _page(request, await times.rules(caller(request), _slug(request)), values, errors)


async def undo(request: Request) -> Response:
    """What held before the last change holds again; taken back twice, the change is back."""
    form, ask = await read(request), caller(request)
    found = await times.rules(ask, _slug(request))
    if found.previous is not None and form.number("version") == found.version:
        await times.say(ask, _slug(request), _document(found.previous), found.version)
    return go(request, _address(request), "saved")


async def _page(request: Request, found: Rules, values: Values, errors: Errors) -> Response:
    shop, here, ask = await my_shop(request), context(request), caller(request)
    seen, rounds, goods = await asyncio.gather(
        part(times.shop_times(ask, shop.slug), may_be_missing=True),
        part(times.rounds_of(ask, shop.slug)),
        part(catalog.shop_products(ask, shop.slug, status="published", limit=_MOST_PRODUCTS)),
    )
    return page(
        request,
        "times/rules.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        found=found,
        v=values,
        errors=errors,
        seen=seen,
        days=by_day(_joined(seen.slots if seen else ()), here.language),
        rounds=rounds.items if rounds else (),
        goods=goods.items if goods else (),
        labels=rules_form.labels(here, values),
    )


def _joined(slots: Sequence[Slot]) -> list[tuple[datetime, datetime | None, str]]:
    """Hours that follow each other are one span: the preview is read, not chosen from."""
    found: list[tuple[datetime, datetime | None, str]] = []
    for slot in slots:
        if found and found[-1][1:] == (slot.start, slot.label):
            found[-1] = (found[-1][0], slot.end, slot.label)
        else:
            found.append((slot.start, slot.end, slot.label))
    return found


def _document(said: Any) -> dict[str, Any]:
    kept: dict[str, Any] = said.model_dump(mode="json")
    return kept | {"cutoff": kept["cutoff"] or None}


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _address(request: Request) -> str:
    return f"/theke/{_slug(request)}/bestellzeiten"


_HERE = "/theke/{slug:slug}/bestellzeiten"
ROUTES = [
    Route(_HERE, needs(None, show)),
    Route(_HERE, needs(None, save), methods=["POST"]),
    Route(f"{_HERE}/zurueck", needs(None, undo), methods=["POST"]),
]
