"""Holidays and single days with other hours; orders that fall into them are named first."""

from collections.abc import Awaitable, Callable
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import orders
from gateway.pages.market import profile as market
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.profile.hours import clock_time
from gateway.pages.reply import go, page
from gateway.presenters.dates import local, read_day

_FIELDS = ("from", "to", "text", "day", "spans", "day_text")
_SHOWN_ORDERS = 50
_NOT_FOUND = 404


async def show(request: Request) -> Response:
    return await _page(request, EMPTY, NO_ERRORS)


async def close(request: Request) -> Response:
    """The orders in that time are shown once, and taken note of by a second tap."""
    form, here = await read(request), context(request)
    errors = Errors()
    first, last = read_day(form.text("from")), read_day(form.text("to") or form.text("from"))
    if first is None:
        errors.add("from", str(here.text("closures.error.day")))
    if last is None:
        errors.add("to", str(here.text("closures.error.day")))
    if errors or first is None or last is None:
        return await _page(request, form, errors)
    affected = 0 if form.has("trotzdem") else await _orders_between(request, first, last)
    if affected:
        return await _page(request, form, NO_ERRORS, affected)
    fields = {"from": first.isoformat(), "to": last.isoformat(), "text": form.text("text")}
    try:
        await market.close(caller(request), _slug(request), fields)
    except UpstreamProblem as refusal:
        return await _page(request, form, errors_from(request, refusal, None, _FIELDS))
    return go(request, _address(request), "closed")


async def set_day(request: Request) -> Response:
    form, here = await read(request), context(request)
    day, errors = read_day(form.text("day")), Errors()
    if day is None:
        errors.add("day", str(here.text("closures.error.day")))
    spans = _spans(form)
    if spans is None:
        errors.add("spans", str(here.text("profile.hours.wrong")))
    if errors or day is None:
        return await _page(request, form, errors)
    fields = {"spans": spans, "text": form.text("day_text")}
    try:
        await market.set_day(caller(request), _slug(request), day.isoformat(), fields)
    except UpstreamProblem as refusal:
        names = {"text": "day_text"}
        return await _page(request, form, errors_from(request, refusal, names, _FIELDS))
    return go(request, _address(request), "saved")


def take_back(
    deed: Callable[..., Awaitable[None]],
) -> Callable[[Request], Awaitable[Response]]:
    """Taken back twice is taken back."""

    async def act(request: Request) -> Response:
        form = await read(request)
        day = read_day(form.text("tag"))
        if day is not None:
            try:
                await deed(caller(request), _slug(request), day.isoformat())
            except UpstreamProblem as refusal:
                if refusal.status != _NOT_FOUND or refusal.code != "closure_not_found":
                    raise
        return go(request, _address(request), "saved")

    return act


async def _orders_between(request: Request, first: date, last: date) -> int:
    """How many are still to be handed over then; none while orders do not answer."""
    query = {
        "status": ["placed", "accepted", "ready"],
        "day": first.isoformat(),
        "last_day": last.isoformat(),
        "limit": _SHOWN_ORDERS,
    }
    found = await part(orders.shop_orders(caller(request), _slug(request), **query))
    return len(found.items) if found else 0


async def _page(request: Request, form: Form, errors: Errors, affected: int = 0) -> Response:
    shop = await my_shop(request)
    here = context(request)
    calendar = await market.calendar(caller(request), shop.slug)
    return page(
        request,
        "profile/closures.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        calendar=calendar,
        today=local(here.now).date(),
        v=form,
        errors=errors,
        affected=affected,
        most=_SHOWN_ORDERS,
        labels={name: str(here.text(f"closures.{name}")) for name in _FIELDS},
    )


def _spans(form: Form) -> list[list[str]] | None:
    """None for what is no time; nothing typed: closed."""
    raw = [form.text(name) for name in ("von1", "bis1", "von2", "bis2")]
    times = [clock_time(text) for text in raw]
    broken = any(text and not time for text, time in zip(raw, times, strict=True))
    pairs = [times[:2], times[2:]]
    if broken or any(bool(opens) != bool(closes) for opens, closes in pairs):
        return None
    return [pair for pair in pairs if pair[0]]


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _address(request: Request) -> str:
    return f"/theke/{_slug(request)}/ferien"


_ONE = "/theke/{slug:slug}/ferien"
ROUTES = [
    Route(_ONE, needs(None, show)),
    Route(_ONE, needs(None, close), methods=["POST"]),
    Route(f"{_ONE}/tag", needs(None, set_day), methods=["POST"]),
    Route(f"{_ONE}/zurueck", needs(None, take_back(market.reopen)), methods=["POST"]),
    Route(f"{_ONE}/tag/zurueck", needs(None, take_back(market.unset_day)), methods=["POST"]),
]
