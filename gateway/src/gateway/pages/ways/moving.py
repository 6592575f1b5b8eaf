"""A buyer has a part at another time, or joins what still waits into fewer stops."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import Errors, errors_from, read
from gateway.pages.fulfilment import shop_choice, way_of
from gateway.pages.market import orders, ways
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded, problem_page
from gateway.pages.refusals import PageProblem, words
from gateway.pages.reply import go, page

_LONGEST_TOKEN = 200


async def show(request: Request) -> Response:
    token = request.query_params.get("token", "")[:_LONGEST_TOKEN]
    return await _page(request, token, Errors())


async def move(request: Request) -> Response:
    form = await read(request)
    token, part_id = form.text("token"), str(request.path_params["part"])
    try:
        await ways.move(caller(request), part_id, token, way_body(form.text("time")))
    except UpstreamProblem as refusal:
        return await _page(request, token, errors_from(request, refusal, None, ["time"]))
    return go(request, _address(request, token), "moved")


async def join(request: Request) -> Response:
    """Part by part; what has been taken meanwhile stays as it was, and says so."""
    form, ask = await read(request), caller(request)
    token, order_id = form.text("token"), str(request.path_params["id"])
    order = await orders.order(ask, order_id, token)
    by_shop = {each.shop.id: each.id for each in order.shop_orders if each.shop}
    pairs = (pair.partition("=") for pair in form.text("plan").split("|"))
    chosen = {shop: code for shop, _, code in pairs if code}
    for shop, code in chosen.items():
        if shop not in by_shop:
            continue
        try:
            await ways.move(ask, by_shop[shop], token, way_body(code))
        except UpstreamProblem as refusal:
            if refusal.status not in {409, 422}:
                raise
            return problem_page(request, refusal.status, words(request, refusal))
    return go(request, _address(request, token), "moved")


def way_body(code: str) -> dict[str, str]:
    """As the service takes it; a bare time is at the shop."""
    way = way_of(code) if "@" in code else {"way": "shop", "start": code}
    return {name: str(value) for name, value in way.items() if value and name != "round_id"}


async def _page(request: Request, token: str, errors: Errors) -> Response:
    ask, here = caller(request), context(request)
    order_id, part_id = str(request.path_params["id"]), str(request.path_params["part"])
    order = await orders.order(ask, order_id, token)
    found = next((each for each in order.shop_orders if each.id == part_id), None)
    if found is None:
        raise PageProblem(404)
    offered = await part(ways.times(ask, part_id, token))
    return page(
        request,
        "ways/move.html",
        422 if errors else 200,
        order=order,
        part=found,
        token=token,
        choices=shop_choice(here, offered) if offered else None,
        back=_address(request, token),
        errors=errors,
    )


def _address(request: Request, token: str) -> str:
    query = f"?{urlencode({'token': token})}" if token else ""
    return f"/bestellung/{request.path_params['id']}{query}"


ROUTES = [
    Route("/bestellung/{id:uuid}/verlegen/{part:uuid}", guarded(show), methods=["GET"]),
    Route("/bestellung/{id:uuid}/verlegen/{part:uuid}", guarded(move), methods=["POST"]),
    Route("/bestellung/{id:uuid}/zusammenlegen", guarded(join), methods=["POST"]),
]
