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
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.pages.ways import arriving
from gateway.pages.ways.arriving import read_day
from gateway.presenters.dates import local
from gateway.presenters.osm_hours import spoken

_AHEAD = 8
HERE = "ausgabe"


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
    """One of them, or all of a shop that the page showed."""
    return await arriving.said(request, HERE)


async def not_arrived(request: Request) -> Response:
    return await arriving.taken_back(request, HERE)


async def handed_out(request: Request) -> Response:
    form = await read(request)
    back = arriving.back(request, HERE, form)
    code = form.text("pickup_code").replace(" ", "").upper()
    body = {"pickup_code": code} | ({"age_checked": True} if form.has("age_checked") else {})
    try:
        await ways.hand_out(caller(request), str(request.path_params["order"]), body)
    except UpstreamProblem as refusal:
        if refusal.code == "wrong_pickup_code":
            return go(request, back, "wrong_code")
        return arriving.refused(request, refusal)
    return go(request, back, "handed_over")


_PATH = "/theke/{slug:slug}/ausgabe"
ROUTES = [
    Route(_PATH, needs(None, show)),
    Route(f"{_PATH}/da", needs(None, arrived), methods=["POST"]),
    Route(f"{_PATH}/{{order:uuid}}/doch-nicht", needs(None, not_arrived), methods=["POST"]),
    Route(f"{_PATH}/{{order:uuid}}/uebergeben", needs(None, handed_out), methods=["POST"]),
]
