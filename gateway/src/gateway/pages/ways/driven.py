"""Behind the counter of who drives a shared round: what to collect where, and every door."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import read
from gateway.pages.market import ways
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.pages.ways import arriving
from gateway.pages.ways.arriving import read_day
from gateway.presenters.dates import local

_AHEAD = 8
_MOST_AT_A_DOOR = 20
HERE = "fahrt"


async def show(request: Request) -> Response:
    """Today, or a day of the coming week; who lives where only today. Prints as a list."""
    shop, today = await my_shop(request), local(context(request).now).date()
    wanted = read_day(request.query_params.get("tag", "")) or today
    found = await ways.driven(caller(request), shop.slug, wanted.isoformat())
    return page(
        request,
        "ways/driven.html",
        shop=shop,
        tab="driven",
        found=found,
        today=today,
        days=[today + timedelta(days=n) for n in range(_AHEAD)],
    )


async def brought(request: Request) -> Response:
    """All for one door; what had been brought already stays as it is."""
    form, ask = await read(request), caller(request)
    wanted = arriving.orders_of(form)[:_MOST_AT_A_DOOR]
    try:
        for each in wanted:
            await ways.brought(ask, each, age_checked=form.has("age_checked"))
    except UpstreamProblem as refusal:
        return arriving.refused(request, refusal)
    return go(request, arriving.back(request, HERE, form), "handed_over" if wanted else None)


_PATH = "/theke/{slug:slug}/fahrt"
ROUTES = [
    Route(_PATH, needs(None, show)),
    Route(f"{_PATH}/zugestellt", needs(None, brought), methods=["POST"]),
]
