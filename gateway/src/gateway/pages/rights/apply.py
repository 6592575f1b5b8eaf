"""A business wants to come: what it costs, what one needs, and the form."""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import shop_values
from gateway.pages.context import context
from gateway.pages.forms import EMPTY, NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import rights
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import go, page
from gateway.pages.shop_values import ShopValues

KINDS = ("food", "farm", "craft", "retail", "maker", "service")
_FIELDS = ("name", "kind", "place", "contact", "email", "phone", "sells")
_NEEDED = ("name", "kind", "place", "contact", "sells")


async def show(request: Request) -> Response:
    return _page(request)


async def send(request: Request) -> Response:
    """The same form twice is one application: the catalog sees to it."""
    form = await read(request)
    errors = _missing(request, form)
    if not errors:
        try:
            await rights.apply(caller(request), {name: form.text(name) for name in _FIELDS})
            return go(request, "/mitmachen/danke")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, _FIELDS)
    return _page(request, form, errors)


async def thanks(request: Request) -> Response:
    return page(request, "rights/thanks.html")


async def own_form(request: Request) -> Response:
    return _own_page(request, ShopValues(), NO_ERRORS, str(uuid4()))


async def open_own(request: Request) -> Response:
    """A draft of one's own; what is still missing is said behind the counter."""
    form = await read(request)
    values, here = shop_values.from_form(form), context(request)
    errors = shop_values.check(here, values)
    if not errors:
        try:
            fields = shop_values.body(values, creating=True)
            shop = await rights.open_own_shop(caller(request), fields, form.text("key"))
            return go(request, f"/theke/{shop.slug}", "own_shop")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, shop_values.FIELDS)
    return _own_page(request, values, errors, form.text("key") or str(uuid4()))


def _missing(request: Request, form: Form) -> Errors:
    errors, here = Errors(), context(request)
    for name in _NEEDED:
        if not form.text(name):
            errors.add(name, str(here.text("error.required")))
    if not form.text("email") and not form.text("phone"):
        errors.add("email", str(here.text("apply.reachable")))
    return errors


def _page(request: Request, form: Form = EMPTY, errors: Errors = NO_ERRORS) -> Response:
    status = 422 if errors else 200
    return page(request, "rights/apply.html", status, form=form, errors=errors, kinds=KINDS)


def _own_page(request: Request, values: ShopValues, errors: Errors, key: str) -> Response:
    here = context(request)
    return page(
        request,
        "rights/own_shop.html",
        422 if errors else 200,
        v=values,
        errors=errors,
        key=key,
        creating=True,
        labels=shop_values.labels(here),
        tax_modes=shop_values.tax_modes(here),
        **shop_values.folded_errors(errors),
    )


ROUTES = [
    Route("/mitmachen", guarded(show)),
    Route("/mitmachen", guarded(send), methods=["POST"]),
    Route("/mitmachen/danke", guarded(thanks)),
    Route("/mitmachen/laden", needs(None, own_form)),
    Route("/mitmachen/laden", needs(None, open_own), methods=["POST"]),
]
