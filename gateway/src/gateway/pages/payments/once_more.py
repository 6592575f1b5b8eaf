"""The same again in a fresh cart, for whom the payment or the time did not work out."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.cart import find
from gateway.pages.context import context
from gateway.pages.forms import read
from gateway.pages.market import orders, payments
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import go, keep_cart

_MOST_OF_ONE = 999


async def once_more(request: Request) -> Response:
    """Into the cart that is there already, never less than lies in it: a second tap adds none."""
    form, ask = await read(request), caller(request)
    order = await orders.order(ask, str(request.path_params["id"]), form.text("token"))
    wanted = Counter[str]()
    for part in order.shop_orders:
        for line in part.lines:
            wanted[line.variant_id] += line.quantity
    cart = await find(ask, context(request).cart_id)
    if cart is None:
        cart = await payments.cart_with(ask, dict(wanted))
    else:
        there = {line.variant_id: line.quantity for line in cart.lines}
        whole = there | {key: max(number, there.get(key, 0)) for key, number in wanted.items()}
        most = {key: min(number, _MOST_OF_ONE) for key, number in whole.items()}
        cart = await orders.set_lines(ask, cart.id, most)
    return keep_cart(request, go(request, "/korb", "added"), cart.id, cart.item_count)


ROUTES = [Route("/bestellung/{id:uuid}/noch-einmal", guarded(once_more), methods=["POST"])]
