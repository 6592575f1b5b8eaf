"""Behind the counter: what is brought on a day, stop by stop."""

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
HERE = "touren"


async def show(request: Request) -> Response:
    """Today, or a day of the coming week; addresses only today."""
    shop, today = await my_shop(request), local(context(request).now).date()
    wanted = read_day(request.query_params.get("tag", "")) or today
    found = await ways.day(caller(request), shop.slug, wanted.isoformat())
    return page(
        request,
        "ways/day.html",
        shop=shop,
        tab="tours",
        found=found,
        today=today,
        days=[today + timedelta(days=n) for n in range(_AHEAD)],
    )


async def delivered(request: Request) -> Response:
    form, order_id = await read(request), str(request.path_params["order"])
    try:
        await ways.delivered(caller(request), order_id, age_checked=form.has("age_checked"))
    except UpstreamProblem as refusal:
        return arriving.refused(request, refusal)
    return go(request, arriving.back(request, HERE, form), "handed_over")


async def brought(request: Request) -> Response:
    """To a point where nobody else says what has come."""
    return await arriving.said(request, HERE)


async def not_brought(request: Request) -> Response:
    return await arriving.taken_back(request, HERE)


_PATH = "/theke/{slug:slug}/touren"
ROUTES = [
    Route(_PATH, needs(None, show)),
    Route(f"{_PATH}/hingebracht", needs(None, brought), methods=["POST"]),
    Route(f"{_PATH}/{{order:uuid}}/doch-nicht", needs(None, not_brought), methods=["POST"]),
    Route(f"{_PATH}/{{order:uuid}}/zugestellt", needs(None, delivered), methods=["POST"]),
]
