"""Behind the counter of who runs a pickup point: what comes there, and handing it out."""

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
from gateway.pages.problems import needs, problem_page
from gateway.pages.refusals import words
from gateway.pages.reply import go, page
from gateway.pages.ways.day import read_day
from gateway.presenters.dates import local
from gateway.presenters.osm_hours import spoken

_AHEAD = 8


async def show(request: Request) -> Response:
    """Today, or a day of the coming week."""
    shop, here = await my_shop(request), context(request)
    today = local(here.now).date()
    wanted = read_day(request.query_params.get("tag", "")) or today
    found = await ways.hosted(caller(request), shop.slug, wanted.isoformat())
    return page(
        request,
        "ways/hosted.html",
        shop=shop,
        tab="hosted",
        found=found,
        days=[today + timedelta(days=n) for n in range(_AHEAD)],
        hours=lambda text: spoken(text, lambda key: str(here.text(key))),
    )


async def arrived(request: Request) -> Response:
    await read(request)
    try:
        await ways.arrived(caller(request), _order(request))
    except UpstreamProblem as refusal:
        return _refused(request, refusal)
    return go(request, _back(request), "arrived")


async def handed_out(request: Request) -> Response:
    form = await read(request)
    code = form.text("pickup_code").replace(" ", "").upper()
    body = {"pickup_code": code} | ({"age_checked": True} if form.has("age_checked") else {})
    try:
        await ways.hand_out(caller(request), _order(request), body)
    except UpstreamProblem as refusal:
        if refusal.code == "wrong_pickup_code":
            return go(request, _back(request), "wrong_code")
        return _refused(request, refusal)
    return go(request, _back(request), "handed_over")


def _refused(request: Request, refusal: UpstreamProblem) -> Response:
    if refusal.status in {409, 422, 429}:
        return problem_page(request, refusal.status, words(request, refusal))
    raise refusal


def _order(request: Request) -> str:
    return str(request.path_params["order"])


def _back(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/ausgabe"


_HERE = "/theke/{slug:slug}/ausgabe"
ROUTES = [
    Route(_HERE, needs(None, show)),
    Route(f"{_HERE}/{{order:uuid}}/da", needs(None, arrived), methods=["POST"]),
    Route(f"{_HERE}/{{order:uuid}}/uebergeben", needs(None, handed_out), methods=["POST"]),
]
