"""Creating and changing one product, putting it on sale and taking it off."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import conflict
from gateway.pages.answers.catalog import Product
from gateway.pages.context import context
from gateway.pages.counter.product_body import body
from gateway.pages.counter.product_form import NAMES, field_labels, form_values, known, show_form
from gateway.pages.counter.product_values import (
    ProductValues,
    as_fields,
    check,
    filled_in,
    from_form,
    from_product,
    many_of,
)
from gateway.pages.engine import render
from gateway.pages.forms import Errors, errors_from, key_of, read
from gateway.pages.market import catalog, working
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.reply import go, page

_CHANGED_SINCE = 412


async def new(request: Request) -> Response:
    """The five fields first; the rest is asked once the category is known."""
    values = ProductValues(category=request.query_params.get("kategorie", ""))
    return await show_form(request, None, values)


async def statements(request: Request) -> Response:
    """The part of the form that depends on the category, for the script to put in."""
    query, values = request.query_params, ProductValues()
    values.title, values.category = query.get("title", ""), query.get("category", "")
    found = await form_values(request, None, values)
    shown = {**found, "v": filled_in(values, found["asked"]) if found["asked"] else values}
    return HTMLResponse(render(context(request), "counter/product_part.html", **shown))


async def edit(request: Request) -> Response:
    ask, product_id = caller(request), str(request.path_params["id"])
    product = await catalog.product(ask, product_id)
    inside = await part(working.editing(ask, product_id), may_be_missing=True)
    return await show_form(request, product, from_product(product, inside), inside=inside)


async def create(request: Request) -> Response:
    """Without a script the statements come as a second step; nothing is saved before."""
    form, ask = await read(request), caller(request)
    slug, values = request.path_params["slug"], from_form(form)
    errors = check(context(request), values)
    if errors or values.asked_for != values.category:
        return await show_form(request, None, values, errors)
    try:
        product = await catalog.create_product(ask, slug, body(values), key_of(form))
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, NAMES, known(context(request), values))
        return await show_form(request, None, values, errors)
    address = f"/theke/{slug}/produkte/{product.id}"
    if not form.has("verkaufen"):
        return go(request, address, "product_created")
    return await _put_on_sale(request, product.id, address)


async def change(request: Request) -> Response:
    form, ask = await read(request), caller(request)
    slug, product_id = request.path_params["slug"], str(request.path_params["id"])
    begun = conflict.begun_with(form)
    if conflict.is_resolution(form):
        form = conflict.resolved(form, many_of(form.starting("meins-")))
    values = from_form(form)
    errors = check(context(request), values)
    if not errors and values.asked_for in {values.category, ""}:
        try:
            await working.change(ask, product_id, body(values), values.version)
        except UpstreamProblem as refusal:
            if refusal.status == _CHANGED_SINCE:
                return await _both_versions(request, values, begun)
            errors = errors_from(request, refusal, NAMES, known(context(request), values))
        else:
            return go(request, f"/theke/{slug}/produkte/{product_id}", "saved")
    product = await catalog.product(ask, product_id)
    return await show_form(request, product, values, errors)


async def _both_versions(
    request: Request, values: ProductValues, begun: dict[str, str]
) -> Response:
    """Somebody was faster: each field that differs asks which version to take."""
    ask, product_id = caller(request), str(request.path_params["id"])
    product = await catalog.product(ask, product_id)
    inside = await working.editing(ask, product_id)
    mine, theirs = as_fields(values), as_fields(from_product(product, inside))
    found = await form_values(request, product, values)
    labels = field_labels(context(request), values, found["asked"])
    return page(
        request,
        "counter/conflict.html",
        409,
        shop=found["shop"],
        tab="products",
        title=product.title,
        action=_address(request),
        version=product.version,
        differences=conflict.differing(mine, theirs, begun, labels),
        fields=conflict.hidden(mine, theirs),
    )


async def publish(request: Request) -> Response:
    """On sale; what the gate misses is shown at the fields where it belongs."""
    await read(request)
    return await _put_on_sale(request, str(request.path_params["id"]), _address(request))


async def _put_on_sale(request: Request, product_id: str, address: str) -> Response:
    ask = caller(request)
    try:
        await catalog.publish_or_withdraw(ask, product_id, "publish")
    except UpstreamProblem as refusal:
        product = await catalog.product(ask, product_id)
        return await _refused(request, product, refusal)
    product = await catalog.product(ask, product_id)
    return go(request, address, "published" if product.status == "published" else "in_review")


async def _refused(request: Request, product: Product, refusal: UpstreamProblem) -> Response:
    inside = await part(working.editing(caller(request), product.id), may_be_missing=True)
    values = from_product(product, inside)
    errors: Errors = errors_from(request, refusal, NAMES, known(context(request), values))
    return await show_form(request, product, values, errors, inside)


async def withdraw(request: Request) -> Response:
    await read(request)
    await catalog.publish_or_withdraw(caller(request), str(request.path_params["id"]), "withdraw")
    return go(request, _address(request), "withdrawn")


def _address(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/produkte/{request.path_params['id']}"


_ONE = "/theke/{slug:slug}/produkte/{id:uuid}"
ROUTES = [
    Route("/theke/{slug:slug}/produkte/neu", needs(None, new)),
    Route("/theke/{slug:slug}/produkte/neu/angaben", needs(None, statements)),
    Route("/theke/{slug:slug}/produkte/neu", needs(None, create), methods=["POST"]),
    Route(_ONE, needs(None, edit)),
    Route(_ONE, needs(None, change), methods=["POST"]),
    Route(f"{_ONE}/veroeffentlichen", needs(None, publish), methods=["POST"]),
    Route(f"{_ONE}/zurueckziehen", needs(None, withdraw), methods=["POST"]),
]
