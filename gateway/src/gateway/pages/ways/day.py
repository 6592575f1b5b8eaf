"""Behind the counter: what is brought on a day, stop by stop."""

import re
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import read
from gateway.pages.market import ways
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs, problem_page
from gateway.pages.refusals import words
from gateway.pages.reply import go, page
from gateway.presenters.dates import local

_AHEAD = 8


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
    form = await read(request)
    slug, order_id = request.path_params["slug"], str(request.path_params["order"])
    try:
        await ways.delivered(caller(request), order_id, age_checked=form.has("age_checked"))
    except UpstreamProblem as refusal:
        if refusal.status in {409, 422}:
            return problem_page(request, refusal.status, words(request, refusal))
        raise
    return go(request, f"/theke/{slug}/touren", "handed_over")


def read_day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


ROUTES = [
    Route("/theke/{slug:slug}/touren", needs(None, show)),
    Route(
        "/theke/{slug:slug}/touren/{order:uuid}/zugestellt",
        needs(None, delivered),
        methods=["POST"],
    ),
]
