"""There today, on order, out: one tap for goods that nobody counts."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import read
from gateway.pages.market import prices
from gateway.pages.market.caller import caller
from gateway.pages.people import own_path
from gateway.pages.problems import needs, problem_page
from gateway.pages.refusals import PageProblem, words
from gateway.pages.reply import go, page

SAYINGS = ("today", "on_order", "out")
_PER_PAGE = 50


async def show(request: Request) -> Response:
    shop = await my_shop(request)
    found = await prices.said_offers(
        caller(request), shop.slug, limit=_PER_PAGE, cursor=request.query_params.get("cursor")
    )
    return page(request, "prices/said.html", shop=shop, tab="more", offers=found)


async def say(request: Request) -> Response:
    """The button carries the word itself, so a second tap changes nothing."""
    form = await read(request)
    said = form.text("said")
    if said not in (*SAYINGS, "counted"):
        raise PageProblem(400)
    body: dict[str, object] = {"counted": []} if said == "counted" else {"said": said}
    back = own_path(form.text("weiter"))
    try:
        await prices.say(caller(request), str(request.path_params["id"]), body)
    except UpstreamProblem as refusal:
        if refusal.status not in {409, 422}:
            raise
        return problem_page(request, refusal.status, words(request, refusal, by_field=True))
    return go(request, back, "said")


ROUTES = [
    Route("/theke/{slug:slug}/frisch", needs(None, show)),
    Route("/theke/{slug:slug}/frisch/{id:uuid}", needs(None, say), methods=["POST"]),
]
