"""The cart: grouped by shop, every number changeable, changed prices to be confirmed."""

from dataclasses import dataclass
from uuid import UUID

from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.orders import Cart, Trouble
from gateway.pages.context import NONCE_COOKIE, Context, context
from gateway.pages.forms import Form, read
from gateway.pages.market import orders, ways
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reach import reach_of
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, keep_cart, page, set_cookie
from gateway.pages.tap import tap_of

_MOST_OF_ONE = 999
_FIVE_MINUTES = 300
_SEVERAL = 2
TODOS = frozenset(
    {
        "withdrawn",
        "shop_paused",
        "sold_out",
        "price_changed",
        "below_minimum",
        "not_in_round",
        "different_rounds",
    }
)
"""Problems of which we can say what to do about them."""


@dataclass(frozen=True, slots=True)
class TroubleLink:
    words: str
    href: str = ""


async def show(request: Request) -> Response:
    here = context(request)
    cart = await find(caller(request), here.cart_id)
    lines = cart.lines if cart else []
    troubles = [
        TroubleLink(f"{line.title}: {line.problem.message}", f"#m-{line.variant_id}")
        for line in lines
        if line.problem and line.problem.code != "price_changed"
    ]
    troubles += [
        TroubleLink(_with_todo(here, trouble))
        for trouble in (cart.problems if cart else ())
        if not trouble.variant_id
    ]
    answer = page(
        request,
        "cart.html",
        stops=await _stops(caller(request), cart),
        reach=await reach_of(caller(request), cart.id) if lines and cart else (),
        cart=cart,
        changed=[line for line in lines if line.price_before is not None],
        troubles=[trouble for trouble in troubles if trouble.words],
        free=Money(amount=0),
        todos=TODOS,
    )
    return keep_cart(request, answer, cart.id if cart else None, cart.item_count if cart else 0)


def _with_todo(here: Context, trouble: Trouble) -> str:
    if trouble.code not in TODOS:
        return trouble.message
    return f"{trouble.message} {here.text(f'todo.{trouble.code}')}"


async def _stops(ask: Caller, cart: Cart | None) -> int:
    """In how few stops all of it can be collected without a fee; 0: not known now."""
    if cart is None or not cart.can_checkout or len(cart.shops) < _SEVERAL:
        return 0
    try:
        planned = await part(ways.plans(ask, cart.id), may_be_missing=True)
    except UpstreamProblem:
        return 0
    free = [plan.count for plan in planned.plans if not plan.fee.amount] if planned else []
    return min(free, default=0)


async def add(request: Request) -> Response:
    """Put something in. The form's own mark makes a repeated tap harmless."""
    form, here, ask = await read(request), context(request), caller(request)
    variant, quantity = _wanted(form)
    mark = form.text("nonce")
    tap = tap_of(mark, variant, quantity) if mark else ""
    if tap and tap == request.cookies.get(NONCE_COOKIE):
        return go(request, "/korb")
    cart = await find(ask, here.cart_id)
    if cart is None:
        cart = await orders.new_cart(ask, variant, quantity)
    else:
        there = next((line.quantity for line in cart.lines if line.variant_id == variant), 0)
        cart = await orders.set_quantity(ask, cart.id, variant, min(there + quantity, _MOST_OF_ONE))
    answer = keep_cart(request, go(request, "/korb", "added"), cart.id, cart.item_count)
    set_cookie(request, answer, NONCE_COOKIE, tap, _FIVE_MINUTES)
    return answer


async def change(request: Request) -> Response:
    """All quantities at once; `weg` removes one line."""
    form, ask = await read(request), caller(request)
    cart = await find(ask, context(request).cart_id)
    if cart is None:
        return go(request, "/korb")
    quantities = {line.variant_id: line.quantity for line in cart.lines}
    for variant, text in form.starting("menge-").items():
        if variant in quantities and text.isdecimal():
            quantities[variant] = min(int(text[:6]), _MOST_OF_ONE)
    quantities.pop(form.text("weg"), None)
    cart = await orders.set_lines(ask, cart.id, quantities)
    return keep_cart(request, go(request, "/korb", "cart_changed"), cart.id, cart.item_count)


async def confirm(request: Request) -> Response:
    await read(request)
    if cart_id := context(request).cart_id:
        await orders.confirm_prices(caller(request), cart_id)
    return go(request, "/korb", "prices_confirmed")


async def find(ask: Caller, cart_id: str | None) -> Cart | None:
    """This browser's cart; one that is gone or already ordered counts as none."""
    if cart_id is None:
        return None
    try:
        cart = await orders.cart(ask, cart_id)
    except UpstreamProblem as problem:
        if problem.status in {404, 410}:
            return None
        raise
    return None if cart.order_id else cart


def _wanted(form: Form) -> tuple[str, int]:
    try:
        variant = str(UUID(form.text("variant_id")))
    except ValueError as unknown:
        raise PageProblem(400) from unknown
    return variant, min(max(form.number("quantity") or 1, 1), _MOST_OF_ONE)


ROUTES = [
    Route("/korb", guarded(show)),
    Route("/korb", guarded(add), methods=["POST"]),
    Route("/korb/mengen", guarded(change), methods=["POST"]),
    Route("/korb/preise", guarded(confirm), methods=["POST"]),
]
