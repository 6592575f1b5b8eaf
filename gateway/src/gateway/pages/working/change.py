"""At the counter: something is missing, something else instead, money back from the till."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Product
from gateway.pages.answers.orders import ShopOrder
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import EMPTY, Errors, Form, errors_from, read
from gateway.pages.market import catalog, fulfilling
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.numbers import read_charge

_MOST_OFFERS = 100
FIELDS = ("reason", "lines", "variant_id", "quantity", "amount", "receipt_no")


async def change_page(request: Request) -> Response:
    return await _show(request)


async def missing(request: Request) -> Response:
    """What is missing of each line; sent twice it is missing once."""
    form = await read(request)
    found = {
        int(name): int(value)
        for name, value in form.starting("fehlt-").items()
        if name.isdigit() and value.isdigit() and int(value) > 0
    }
    if not found:
        return await _wrong(request, form, "lines", "working.missing.none")
    body = {
        "lines": [{"position": key, "quantity": value} for key, value in found.items()],
        "reason": form.text("own_reason") or form.text("reason"),
        "gone": form.has("gone"),
    }
    return await _send(request, form, "reduce", body)


async def substitute(request: Request) -> Response:
    form = await read(request)
    position, quantity = form.number("position"), form.number("quantity")
    if not form.text("variant_id"):
        return await _wrong(request, form, "variant_id", "working.instead.choose")
    body = {
        "position": position or 0,
        "pieces": form.number("pieces") or quantity or 0,
        "variant_id": form.text("variant_id"),
        "quantity": quantity or 0,
    }
    return await _send(request, form, "propose", body)


async def paid_back(request: Request) -> Response:
    form = await read(request)
    amount = read_charge(form.text("amount"))
    if not amount:
        return await _wrong(request, form, "amount", "working.amount.wrong")
    body = {
        "amount": amount,
        "reason": form.text("reason"),
        "receipt_no": form.text("receipt_no") or None,
    }
    return await _send(request, form, "paid_back", body)


async def _send(request: Request, form: Form, verb: str, body: dict[str, Any]) -> Response:
    ask, order_id = caller(request), str(request.path_params["order"])
    try:
        if verb == "reduce":
            await fulfilling.reduce(ask, order_id, body)
        elif verb == "propose":
            await fulfilling.propose(ask, order_id, body)
        else:
            await fulfilling.paid_back(ask, order_id, body, form.text("key")[:100] or str(uuid4()))
    except UpstreamProblem as refusal:
        return await _show(request, form, errors_from(request, refusal, known=FIELDS))
    return go(request, f"/theke/{request.path_params['slug']}#b-{order_id}", f"working_{verb}")


async def _wrong(request: Request, form: Form, field: str, key: str) -> Response:
    errors = Errors()
    errors.add(field, str(context(request).text(key)))
    return await _show(request, form, errors)


async def _show(request: Request, form: Form = EMPTY, errors: Errors | None = None) -> Response:
    ask = caller(request)
    shop = await my_shop(request)
    order = await fulfilling.shop_order(ask, str(request.path_params["order"]))
    products = await part(
        catalog.shop_products(ask, shop.slug, status="published", limit=_MOST_OFFERS)
    )
    return page(
        request,
        "working/change.html",
        422 if errors else 200,
        shop=shop,
        tab="orders",
        order=order,
        offers=_offers(order, products.items if products else ()),
        form=form,
        errors=errors or Errors(),
        key=form.text("key") or str(uuid4()),
        base=f"/theke/{shop.slug}/bestellungen/{order.id}",
    )


def _offers(order: ShopOrder, products: Any) -> list[tuple[str, str, int]]:
    """What could stand in: variant, name, price in cents; nothing dearer than the dearest line.

    Where only one thing was ordered, that thing itself stands in for nothing.
    """
    itself = order.lines[0].variant_id if len(order.lines) == 1 else ""
    dearest = max((line.price.amount for line in order.lines), default=0)
    found: list[tuple[str, str, int]] = []
    for product in products:
        found.extend(_variants(product, dearest))
    return [offer for offer in found if offer[0] != itself]


def _variants(product: Product, dearest: int) -> list[tuple[str, str, int]]:
    return [
        (
            variant.id,
            f"{product.title}, {variant.label}" if variant.label else product.title,
            variant.price.amount,
        )
        for variant in product.variants
        if variant.price.amount <= dearest and not variant.weighed
    ]


_BASE = "/theke/{slug:slug}/bestellungen/{order:uuid}"
ROUTES = [
    Route(f"{_BASE}/aendern", needs(None, change_page)),
    Route(f"{_BASE}/fehlt", needs(None, missing), methods=["POST"]),
    Route(f"{_BASE}/ersatz", needs(None, substitute), methods=["POST"]),
    Route(f"{_BASE}/erstattet", needs(None, paid_back), methods=["POST"]),
]
