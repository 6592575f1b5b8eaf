"""The status of an order: for its buyer, or for a guest with the link."""

from types import MappingProxyType
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.orders import Order
from gateway.pages.answers.papers import Invoice
from gateway.pages.answers.ways import Replan
from gateway.pages.forms import read
from gateway.pages.market import orders, papers, ways
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import go, page

PROGRESS = MappingProxyType({"placed": 1, "accepted": 2, "ready": 3, "handed_over": 5})
_LONGEST_TOKEN = 200
_SEVERAL = 2


async def show(request: Request) -> Response:
    ask, token = caller(request), request.query_params.get("token", "")[:_LONGEST_TOKEN]
    order = await _current(ask, str(request.path_params["id"]), token)
    return page(
        request,
        "order.html",
        order=order,
        token=token,
        progress=PROGRESS,
        waiting=_waits_for_payment(order) and order.payment.status != "processing",
        papers=await _papers(ask, order, token),
        replan=await _replan(ask, order, token),
        may_cancel=order.status not in {"cancelled", "completed"}
        and all(part.status == "placed" for part in order.shop_orders),
    )


async def _current(ask: Caller, order_id: str, token: str) -> Order:
    """The order; while a payment is open, the provider is asked whether it has come meanwhile."""
    order = await orders.order(ask, order_id, token)
    if not _waits_for_payment(order):
        return order
    try:
        return await orders.order_verb(ask, order_id, token, "payment/sync")
    except UpstreamProblem:
        return order


async def _papers(ask: Caller, order: Order, token: str) -> dict[str, list[Invoice]]:
    """By shop order, once goods were handed over; without them the order is shown all the same."""
    if all(each.status != "handed_over" for each in order.shop_orders):
        return {}
    found = await part(papers.of_order(ask, order.id, token), may_be_missing=True)
    by_part: dict[str, list[Invoice]] = {}
    for one in found.items if found else ():
        by_part.setdefault(one.shop_order_id, []).append(one)
    return by_part


async def _replan(ask: Caller, order: Order, token: str) -> Replan | None:
    """Fewer stops, where several parts still wait; worth a question only then."""
    if sum(each.status == "placed" for each in order.shop_orders) < _SEVERAL:
        return None
    return await part(ways.replan(ask, order.id, token), may_be_missing=True)


def _waits_for_payment(order: Order) -> bool:
    return order.status == "awaiting_payment"


async def pay(request: Request) -> Response:
    form = await read(request)
    order_id, token = str(request.path_params["id"]), form.text("token")
    await orders.order_verb(caller(request), order_id, token, "pay")
    return go(request, _address(order_id, token))


async def cancel(request: Request) -> Response:
    form = await read(request)
    order_id, token = str(request.path_params["id"]), form.text("token")
    await orders.order_verb(caller(request), order_id, token, "cancel")
    return go(request, _address(order_id, token), "cancelled")


def _address(order_id: str, token: str) -> str:
    query = f"?{urlencode({'token': token})}" if token else ""
    return f"/bestellung/{order_id}{query}"


ROUTES = [
    Route("/bestellung/{id:uuid}", guarded(show)),
    Route("/bestellung/{id:uuid}/bezahlen", guarded(pay), methods=["POST"]),
    Route("/bestellung/{id:uuid}/stornieren", guarded(cancel), methods=["POST"]),
]
