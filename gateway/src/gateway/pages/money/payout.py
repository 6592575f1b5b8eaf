"""Paying a shop by hand: what is open, and saying that it was paid."""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, fees, money
from gateway.pages.market.caller import caller
from gateway.pages.money.paid import FIELDS, payment_said
from gateway.pages.problems import needs
from gateway.pages.reply import go, page


async def show(request: Request) -> Response:
    return await _page(request, EMPTY, NO_ERRORS)


async def pay(request: Request) -> Response:
    form, slug = await read(request), str(request.path_params["slug"])
    errors = Errors()
    said = payment_said(context(request), form, errors)
    if errors:
        return await _page(request, form, errors)
    try:
        await money.pay(caller(request), slug, said, form.text("key")[:100])
    except UpstreamProblem as refusal:
        return await _page(request, form, errors_from(request, refusal, known=FIELDS))
    return go(request, f"/betrieb/geld/laden/{slug}", "payout_noted")


async def _page(request: Request, form: Form, errors: Errors) -> Response:
    ask, slug = caller(request), str(request.path_params["slug"])
    shop = await catalog.shop(ask, slug)
    return page(
        request,
        "money/payout.html",
        422 if errors else 200,
        tab="money",
        shop=shop,
        open=await money.open_for(ask, slug),
        money=await money.of_shop(ask, slug),
        payouts=(await money.payouts(ask, slug)).items,
        fees=await fees.of_shop(ask, slug),
        form=form,
        errors=errors,
        key=form.text("key") or str(uuid4()),
    )


_HERE = "/betrieb/geld/laden/{slug:slug}"
ROUTES = [
    Route(_HERE, needs("operator", show)),
    Route(_HERE, needs("operator", pay), methods=["POST"]),
]
