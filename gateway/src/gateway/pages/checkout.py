"""Checkout on one page: contact, a time per shop, payment, summary, one button."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from marketkit.money import Money
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.orders import ShopSlots
from gateway.pages.cart import find
from gateway.pages.context import Context, context
from gateway.pages.forms import Errors, Form, errors_from, read
from gateway.pages.market import orders
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import go, keep_cart, page
from gateway.presenters.slots import by_day


@dataclass(slots=True)
class Values:
    """What the form holds."""

    name: str = ""
    email: str = ""
    phone: str = ""
    payment: str = "pickup"
    note: str = ""
    slots: dict[str, str] = field(default_factory=dict)


async def show(request: Request) -> Response:
    here = context(request)
    account = here.account
    values = Values(account.name, account.email) if account else Values()
    return await _form(request, values, Errors(), str(uuid4()))


async def place(request: Request) -> Response:
    form, here, ask = await read(request), context(request), caller(request)
    values, key, cart_id = _values(form), _key(form), here.cart_id or form.text("cart")
    errors = check(here, values, form)
    if errors:
        return await _form(request, values, errors, key)
    try:
        order = await orders.check_out(ask, cart_id, _body(values), key=key, language=here.language)
    except UpstreamProblem as refusal:
        if refusal.status >= 500:  # noqa: PLR2004 - HTTP
            # Nobody knows whether the order was placed: the same key finds out, safely.
            errors = Errors(general=str(here.text("checkout.unsure")))
            return await _form(request, values, errors, key)
        names = {f"slots.{shop}": f"slot-{shop}" for shop in values.slots}
        known = ["contact-name", "contact-email", "contact-phone", "payment", "note"]
        errors = errors_from(request, refusal, names, [*known, *names.values()])
        return await _form(request, values, errors, str(uuid4()))
    address = f"/bestellung/{order.id}" + (f"?token={order.token}" if order.token else "")
    return keep_cart(request, go(request, address), None, 0)


async def _form(request: Request, values: Values, errors: Errors, key: str) -> Response:
    here, ask = context(request), caller(request)
    cart = await find(ask, here.cart_id)
    if cart is None or not cart.shops or not cart.can_checkout:
        return go(request, "/korb")
    found = await orders.slots(ask, cart.id)
    shops = [_slot_shop(here, shop) for shop in found]
    return page(
        request,
        "checkout.html",
        200 if not errors else 422,
        cart=cart,
        values=values,
        errors=errors,
        key=key,
        slot_shops=shops,
        labels=_labels(here, found),
        free=Money(amount=0),
    )


def _slot_shop(here: Context, shop: ShopSlots) -> dict[str, Any]:
    slots = [(slot.start, slot.end, slot.label) for slot in shop.slots]
    return {
        "shop_id": shop.shop_id,
        "name": shop.name,
        "reason": shop.reason,
        "notice": shop.notice,
        "choices": by_day(slots, here.language),
    }


def _labels(here: Context, shops: Sequence[ShopSlots]) -> dict[str, str]:
    labels = {
        "contact-name": str(here.text("checkout.name")),
        "contact-email": str(here.text("account.email")),
        "contact-phone": str(here.text("shop.phone")),
    }
    return labels | {f"slot-{shop.shop_id}": shop.name for shop in shops}


def check(here: Context, values: Values, form: Form) -> Errors:
    """What can be said without asking anybody."""
    errors = Errors()
    if not values.name:
        errors.add("contact-name", str(here.text("error.name")))
    if values.payment == "online" and not values.email:
        errors.add("contact-email", str(here.text("error.email_online")))
    elif not values.email and not values.phone:
        errors.add("contact-email", str(here.text("error.reachable")))
    for shop, start in form.starting("slot-").items():
        if not start:
            errors.add(f"slot-{shop}", str(here.text("error.slot")))
    return errors


def _values(form: Form) -> Values:
    return Values(
        form.text("contact-name"),
        form.text("contact-email"),
        form.text("contact-phone"),
        "online" if form.text("payment") == "online" else "pickup",
        form.text("note"),
        form.starting("slot-"),
    )


def _body(values: Values) -> dict[str, Any]:
    body: dict[str, Any] = {
        "contact": {
            "name": values.name,
            "email": values.email or None,
            "phone": values.phone or None,
        },
        "slots": values.slots,
        "payment": values.payment,
    }
    return body | ({"note": values.note} if values.note else {})


def _key(form: Form) -> str:
    """The form's own key: a repeated tap carries it again and makes no second order."""
    try:
        return str(UUID(form.text("key")))
    except ValueError:
        return str(uuid4())


ROUTES = [
    Route("/kasse", guarded(show)),
    Route("/kasse", guarded(place), methods=["POST"]),
]
