"""The shop's own page: its words, its hours, its imprint, and whether it is open for orders."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import shop_values
from gateway.pages.answers.catalog import Shop
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, errors_from, read
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.pages.shop_values import ShopValues

_VERBS = {"oeffnen": ("go-live", "opened"), "pausieren": ("pause", "paused")}


async def show(request: Request) -> Response:
    shop = await my_shop(request)
    return _page(request, shop, shop_values.from_shop(shop), NO_ERRORS)


async def change(request: Request) -> Response:
    values = shop_values.from_form(await read(request))
    shop = await my_shop(request)
    errors = shop_values.check(context(request), values)
    if not errors:
        try:
            fields = shop_values.body(values, creating=False)
            await catalog.change_shop(caller(request), shop.slug, fields)
            return go(request, f"/theke/{shop.slug}/profil", "saved")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, None, shop_values.FIELDS)
    return _page(request, shop, values, errors)


async def open_or_pause(request: Request) -> Response:
    """Go live or take a break; what is missing for going live is shown at its fields."""
    await read(request)
    shop = await my_shop(request)
    verb, flash = _VERBS[request.url.path.rsplit("/", 1)[1]]
    try:
        await catalog.open_or_pause(caller(request), shop.slug, verb)
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, None, shop_values.FIELDS)
        return _page(request, shop, shop_values.from_shop(shop), errors)
    return go(request, f"/theke/{shop.slug}/profil", flash)


def _page(request: Request, shop: Shop, values: ShopValues, errors: Errors) -> Response:
    here = context(request)
    return page(
        request,
        "counter/profile.html",
        422 if errors else 200,
        shop=shop,
        tab="profile",
        v=values,
        errors=errors,
        creating=False,
        labels=shop_values.labels(here),
        tax_modes=shop_values.tax_modes(here),
        **shop_values.folded_errors(errors),
    )


_ONE = "/theke/{slug:slug}"
ROUTES = [
    Route(f"{_ONE}/profil", needs(None, show)),
    Route(f"{_ONE}/profil", needs(None, change), methods=["POST"]),
    Route(f"{_ONE}/oeffnen", needs(None, open_or_pause), methods=["POST"]),
    Route(f"{_ONE}/pausieren", needs(None, open_or_pause), methods=["POST"]),
]
