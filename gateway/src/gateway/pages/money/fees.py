"""Fee invoices for the operator: who has not paid, and noting what came, was netted, or was not."""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import catalog, fees
from gateway.pages.market.caller import caller
from gateway.pages.money.paid import FIELDS, payment_said
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

_NOT_FOUND = 404


async def listed(request: Request) -> Response:
    found = await fees.open_ones(caller(request), request.query_params.get("cursor"))
    return page(request, "money/fees_open.html", tab="fees", found=found)


async def show(request: Request) -> Response:
    return await _page(request, EMPTY, NO_ERRORS)


async def pay(request: Request) -> Response:
    form, here, errors = await read(request), context(request), Errors()
    said = payment_said(here, form, errors)
    if errors:
        return await _page(request, form, errors)
    try:
        await fees.pay(caller(request), _invoice(request), said, form.text("key")[:100])
    except UpstreamProblem as refusal:
        return await _page(request, form, errors_from(request, refusal, known=FIELDS))
    return go(request, _shop_path(request), "fee_paid")


async def net(request: Request) -> Response:
    form = await read(request)
    try:
        await fees.net(caller(request), _invoice(request), form.text("key")[:100])
    except UpstreamProblem as refusal:
        return await _page(request, EMPTY, errors_from(request, refusal))
    return go(request, _shop_path(request), "fee_netted")


async def take_back(request: Request) -> Response:
    await read(request)
    await fees.take_back(caller(request), str(request.path_params["payment"]))
    return go(request, f"{_shop_path(request)}/gebuehren/{_invoice(request)}", "fee_taken_back")


async def _page(request: Request, form: Form, errors: Errors) -> Response:
    ask, slug = caller(request), str(request.path_params["slug"])
    shop, found = await catalog.shop(ask, slug), await fees.of_shop(ask, slug)
    fee = next((one for one in found.items if one.id == _invoice(request)), None)
    if fee is None:
        raise PageProblem(_NOT_FOUND)
    return page(
        request,
        "money/fee.html",
        422 if errors else 200,
        tab="fees",
        shop=shop,
        fee=fee,
        form=form,
        errors=errors,
        key=form.text("key") or str(uuid4()),
    )


def _invoice(request: Request) -> str:
    return str(request.path_params["invoice"])


def _shop_path(request: Request) -> str:
    return f"/betrieb/geld/laden/{request.path_params['slug']}"


_HERE = "/betrieb/geld/laden/{slug:slug}/gebuehren/{invoice:uuid}"
ROUTES = [
    Route("/betrieb/geld/gebuehren", needs("operator", listed)),
    Route(_HERE, needs("operator", show)),
    Route(_HERE, needs("operator", pay), methods=["POST"]),
    Route(f"{_HERE}/verrechnen", needs("operator", net), methods=["POST"]),
    Route(
        f"{_HERE}/zahlungen/{{payment:uuid}}/zuruecknehmen",
        needs("operator", take_back),
        methods=["POST"],
    ),
]
