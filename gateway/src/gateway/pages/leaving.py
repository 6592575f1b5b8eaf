"""Ending one's own account: what goes, what stays, once more the password, then farewell."""

from marketkit.errors import DomainError
from marketkit.problems import STATUS
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.keeping import MyRetention
from gateway.pages.answers.orders import Order
from gateway.pages.context import context
from gateway.pages.forms import NO_ERRORS, Errors, errors_from_domain, read
from gateway.pages.market import keeping, orders
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, keep_cart, page

_UNPROCESSABLE, _UNAUTHORIZED = 422, 401
_RUNS = frozenset({"awaiting_payment", "placed"})


async def form(request: Request) -> Response:
    return await _page(request, NO_ERRORS)


async def leave(request: Request) -> Response:
    """Sent twice, the second finds nobody signed in and asks to do so."""
    sent, here = await read(request), context(request)
    errors = Errors()
    if not sent.text("password"):
        errors.add("password", str(here.text("leave.password.missing")))
    if not sent.has("sure"):
        errors.add("sure", str(here.text("leave.sure.missing")))
    if errors:
        return await _page(request, errors, _UNPROCESSABLE)
    identity = request.app.state.identity
    try:
        await identity.erase(request, password=sent.text("password"))
    except DomainError as refusal:
        status = STATUS[refusal.kind]
        errors = errors_from_domain(request, refusal, ("password",))
        return await _page(request, errors, status if status != _UNAUTHORIZED else _UNPROCESSABLE)
    answer = go(request, "/konto/geloescht")
    identity.clear_cookie(answer)
    return keep_cart(request, answer, None, 0)


async def farewell(request: Request) -> Response:
    """For who has left; whoever is signed in has not."""
    if context(request).account is not None:
        return go(request, "/konto")
    return page(request, "leaving/farewell.html")


async def _page(request: Request, errors: Errors, status: int = 200) -> Response:
    ask = caller(request)
    return page(
        request,
        "leaving/confirm.html",
        status,
        mine=await _kept(ask),
        running=await _running(ask),
        errors=errors,
    )


async def _kept(ask: Caller) -> MyRetention | None:
    """None while nobody can say: whoever wants to leave may do so all the same."""
    return await part(keeping.mine(ask))


async def _running(ask: Caller) -> list[Order]:
    """Whose pages, and codes, will not be reached through the account any more."""
    found = await part(orders.my_orders(ask))
    return [order for order in found or () if order.status in _RUNS]


ROUTES = [
    Route("/konto/loeschen", needs(None, form)),
    Route("/konto/loeschen", needs(None, leave), methods=["POST"]),
    Route("/konto/geloescht", guarded(farewell)),
]
