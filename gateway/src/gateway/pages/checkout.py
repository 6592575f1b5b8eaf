"""Checkout on one page: who, how and when, payment, then the summary, directly above one button."""

from typing import Any
from uuid import uuid4

from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import fulfilment
from gateway.pages.answers.contracts import HeldCart
from gateway.pages.answers.orders import Order, ShopSlots
from gateway.pages.answers.ways import Fees
from gateway.pages.checkout_summary import for_template, no_debit, parts_of
from gateway.pages.checkout_values import (
    CONTACT,
    Values,
    body_of,
    check,
    labels_of,
    names_of,
    values_from,
)
from gateway.pages.context import Context, context
from gateway.pages.forms import Errors, Form, errors_from, key_of, read
from gateway.pages.market import contracts, orders
from gateway.pages.market.caller import Caller, caller
from gateway.pages.problems import guarded, needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, keep_cart, page
from gateway.presenters.slots import by_day

_OUTAGE = 500
_ORDERED = frozenset({"cart_already_ordered", "idempotency_mismatch"})
_HELPERS = ("advisor", "shop_staff")
_WRITTEN_ANEW = frozenset({"form_token", "total"})
"""Of a form that is carried on: what the next page says itself."""


async def show(request: Request) -> Response:
    here = context(request)
    values, account = Values(), here.account
    if request.query_params.get("fuer") == "andere":
        if not any(here.may(role) for role in _HELPERS):
            raise PageProblem(403)
        values.on_behalf = True
    elif account:
        values.name, values.email = account.name, account.email
    return await _form(request, here.cart_id, values, Errors(), str(uuid4()))


async def refresh(request: Request) -> Response:
    """The page again with what was filled in so far: times and sums below follow."""
    form = await read(request)
    return await _form(request, _cart_id(request, form), values_from(form), Errors(), key_of(form))


async def read_back(request: Request) -> Response:
    """For somebody else: everything once more, large, to be read aloud before it is binding."""
    form, here = await read(request), context(request)
    values, key, cart_id = values_from(form), key_of(form), _cart_id(request, form)
    values.on_behalf = True
    held = await _held(request, cart_id)
    if isinstance(held, Response):
        return held
    if errors := check(here, values, held.cart):
        return await _form(request, cart_id, values, errors, key)
    ask = caller(request)
    shops = await orders.slots(ask, held.cart.id)
    agreed = await _agreed(ask, held.cart.id, values)
    return page(
        request,
        "checkout/read_back.html",
        cart=held.cart,
        values=values,
        key=key,
        fields=[
            (name, texts[0]) for name, texts in form.values.items() if name not in _WRITTEN_ANEW
        ],
        free=Money(amount=0),
        **for_template(parts_of(here, held, shops, values, agreed)),
    )


async def place(request: Request) -> Response:
    """The same form twice is one order: by its key, and by its cart."""
    form, here, ask = await read(request), context(request), caller(request)
    values, key, cart_id = values_from(form), key_of(form), _cart_id(request, form)
    shown = await _as_shown(ask, cart_id, form)
    errors = check(here, values, shown.cart if shown else None)
    if shown and form.has("version") and form.number("version") != shown.cart.version:
        errors.general = str(here.text("checkout.cart_changed"))
    if errors:
        return await _form(request, cart_id, values, errors, key)
    try:
        order = await orders.check_out(
            ask, cart_id, body_of(values), key=key, language=here.language
        )
    except UpstreamProblem as refusal:
        return await _refused(request, cart_id, values, refusal, key)
    return _done(request, order)


async def _as_shown(ask: Caller, cart_id: str, form: Form) -> HeldCart | None:
    """The cart as it is now, held on; None when ordering itself will say what is wrong."""
    if not form.has("version"):
        return None
    try:
        return await contracts.hold(ask, cart_id)
    except UpstreamProblem:
        return None


async def _refused(
    request: Request, cart_id: str, values: Values, refusal: UpstreamProblem, key: str
) -> Response:
    here = context(request)
    if refusal.code in _ORDERED:
        return await _ordered_before(request, cart_id, refusal)
    if refusal.status >= _OUTAGE:
        # Nobody knows whether the order was placed: the same key finds out, safely.
        errors = Errors(general=str(here.text("checkout.unsure")))
        return await _form(request, cart_id, values, errors, key)
    names = names_of(values)
    errors = errors_from(request, refusal, names, [*CONTACT, *names.values()])
    return await _form(request, cart_id, values, errors, str(uuid4()))


async def _ordered_before(request: Request, cart_id: str, refusal: UpstreamProblem) -> Response:
    """Another tab was faster: its order is this one."""
    try:
        order = await contracts.order_of_cart(caller(request), cart_id)
    except UpstreamProblem as unknown:
        raise refusal from unknown
    return _done(request, order, "ordered_before")


def _done(request: Request, order: Order, flash: str | None = None) -> Response:
    address = f"/bestellung/{order.id}" + (f"?token={order.token}" if order.token else "")
    return keep_cart(request, go(request, address, flash), None, 0)


async def _form(
    request: Request, cart_id: str | None, values: Values, errors: Errors, key: str
) -> Response:
    here, held = context(request), await _held(request, cart_id)
    if isinstance(held, Response):
        return held
    ask = caller(request)
    shops = await orders.slots(ask, held.cart.id)
    choose = await fulfilment.choosing(ask, here, held.cart.id, values.form, values.payment)
    if not values.slots:
        values.slots = fulfilment.preselected(choose)
    agreed = await _agreed(ask, held.cart.id, values)
    return page(
        request,
        "checkout.html",
        200 if not errors else 422,
        cart=held.cart,
        held=held,
        values=values,
        errors=errors,
        key=key,
        slot_shops=[_slot_shop(here, shop) for shop in shops],
        labels=labels_of(here, {shop.shop_id: shop.name for shop in shops}),
        may_help=any(here.may(role) for role in _HELPERS),
        choose=choose,
        free=Money(amount=0),
        no_debit=no_debit(here, agreed),
        only_card=bool(agreed.online_ways) and "sepa_debit" not in agreed.online_ways,
        **for_template(parts_of(here, held, shops, values, agreed)),
    )


async def _agreed(ask: Caller, cart_id: str, values: Values) -> Fees:
    return await fulfilment.agreed(ask, cart_id, values.slots, values.address, values.payment)


async def _held(request: Request, cart_id: str | None) -> HeldCart | Response:
    """Whoever is here holds their goods; what stands in the way is said in the cart."""
    if cart_id is None:
        return go(request, "/korb")
    try:
        held = await contracts.hold(caller(request), cart_id)
    except UpstreamProblem as refusal:
        if refusal.code in _ORDERED:
            return await _ordered_before(request, cart_id, refusal)
        if refusal.status in {404, 409, 410}:
            return go(request, "/korb")
        raise
    return held if held.cart.can_checkout else go(request, "/korb")


def _cart_id(request: Request, form: Form) -> str:
    """What was shown is ordered, whatever another tab has begun since."""
    return form.text("cart") or context(request).cart_id or ""


def _slot_shop(here: Context, shop: ShopSlots) -> dict[str, Any]:
    slots = [(slot.start, slot.end, slot.label) for slot in shop.slots]
    return {
        "shop_id": shop.shop_id,
        "name": shop.name,
        "reason": shop.reason,
        "notice": shop.notice,
        "choices": by_day(slots, here.language),
    }


ROUTES = [
    Route("/kasse", guarded(show)),
    Route("/kasse", guarded(place), methods=["POST"]),
    Route("/kasse/zusammenfassung", guarded(refresh), methods=["POST"]),
    Route("/kasse/vorlesen", needs(None, read_back), methods=["POST"]),
]
