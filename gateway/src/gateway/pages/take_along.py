"""What a guest has put into the cart stays with them when they sign in."""

from marketkit.auth import Principal
from starlette.requests import Request
from starlette.responses import Response

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.market import orders
from gateway.pages.market.caller import Caller
from gateway.pages.reply import keep_cart


async def take_cart_along(request: Request, answer: Response, who: Principal) -> None:
    """The cart of this browser becomes the account's; signing in never fails for a cart.

    When it cannot be had, the cookie stays as it is: the cart is still usable as a guest's.
    """
    cart_id = context(request).cart_id
    if cart_id is None:
        return
    try:
        cart = await orders.claim_cart(Caller(request.app.state.upstreams, who), cart_id)
    except UpstreamProblem:
        return
    keep_cart(request, answer, cart.id, cart.item_count)
