"""Bringing a business onto the market: the advisor creates its shop."""

from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import shop_values
from gateway.pages.context import context
from gateway.pages.forms import NO_ERRORS, Errors, errors_from, read
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.pages.shop_values import ShopValues


async def form(request: Request) -> Response:
    place = context(request).region
    values = ShopValues(place=place.centre_place, postal_code=place.centre_postal_code)
    return _page(request, values, NO_ERRORS)


async def create(request: Request) -> Response:
    sent, here = await read(request), context(request)
    values = shop_values.from_form(sent)
    errors = shop_values.check(here, values)
    if not values.kind:
        errors.add("kind", str(here.text("error.required")))
    if not errors:
        try:
            fields = shop_values.body(values, creating=True)
            shop = await catalog.create_shop(caller(request), fields, _key(sent.text("key")))
            return go(request, f"/beratung/{shop.slug}", "shop_created")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, shop_values.FIELDS)
    return _page(request, values, errors)


def _page(request: Request, values: ShopValues, errors: Errors) -> Response:
    here = context(request)
    return page(
        request,
        "advisor/new.html",
        422 if errors else 200,
        tab="new",
        v=values,
        errors=errors,
        creating=True,
        key=str(uuid4()),
        labels=shop_values.labels(here),
        tax_modes=shop_values.tax_modes(here),
        **shop_values.folded_errors(errors),
    )


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


ROUTES = [
    Route("/beratung/neu", needs("advisor", form)),
    Route("/beratung/neu", needs("advisor", create), methods=["POST"]),
]
