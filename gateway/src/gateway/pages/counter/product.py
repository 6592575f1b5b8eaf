"""Creating and changing one product, putting it on sale and taking it off."""

from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Product
from gateway.pages.context import Context, context
from gateway.pages.counter.product_body import body
from gateway.pages.counter.product_values import (
    ProductValues,
    check,
    from_form,
    from_product,
)
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, errors_from, read
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.tree import choices

_FOOD = ("food", "egg", "honey", "drink", "alcohol", "meal", "bundle")
_FOOD_FIELDS = ("ingredients", "allergens", "allergens_reviewed", "additives")
_PLAIN = ("title", "category", "description", "origin", "labels", "picture", "file")
_OF_VARIANT = (
    "label",
    "price",
    "content_amount",
    "content_unit",
    "sku",
    "vat_class",
    "deposit",
    "deposit_kind",
    "on_hand",
)


async def new(request: Request) -> Response:
    return await show_form(request, None, ProductValues(variants=[*ProductValues().variants] * 2))


async def edit(request: Request) -> Response:
    product = await catalog.product(caller(request), str(request.path_params["id"]))
    return await show_form(request, product, from_product(product))


async def create(request: Request) -> Response:
    form, ask = await read(request), caller(request)
    slug, values = request.path_params["slug"], from_form(form)
    if errors := check(context(request), values):
        return await show_form(request, None, values, errors)
    try:
        product = await catalog.create_product(ask, slug, body(values), _key(form.text("key")))
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, NAMES, known(values))
        return await show_form(request, None, values, errors)
    return go(request, f"/theke/{slug}/produkte/{product.id}", "product_created")


async def change(request: Request) -> Response:
    form, ask = await read(request), caller(request)
    slug, product_id = request.path_params["slug"], str(request.path_params["id"])
    values = from_form(form)
    errors = check(context(request), values)
    if not errors:
        try:
            await catalog.change_product(ask, product_id, body(values))
            return go(request, f"/theke/{slug}/produkte/{product_id}", "saved")
        except UpstreamProblem as refusal:
            errors = errors_from(request, refusal, NAMES, known(values))
    return await show_form(request, await catalog.product(ask, product_id), values, errors)


async def publish(request: Request) -> Response:
    """On sale; what the gate misses is shown at the fields where it belongs."""
    await read(request)
    ask, product_id = caller(request), str(request.path_params["id"])
    try:
        await catalog.publish_or_withdraw(ask, product_id, "publish")
    except UpstreamProblem as refusal:
        product = await catalog.product(ask, product_id)
        values = from_product(product)
        errors = errors_from(request, refusal, NAMES, known(values))
        return await show_form(request, product, values, errors)
    return go(request, _address(request), "published")


async def withdraw(request: Request) -> Response:
    await read(request)
    await catalog.publish_or_withdraw(caller(request), str(request.path_params["id"]), "withdraw")
    return go(request, _address(request), "withdrawn")


async def show_form(
    request: Request, product: Product | None, values: ProductValues, errors: Errors = NO_ERRORS
) -> Response:
    here = context(request)
    shop = await my_shop(request)
    tree = await catalog.categories(caller(request), here.language)
    base = f"/theke/{shop.slug}/produkte"
    return page(
        request,
        "counter/product_form.html",
        422 if errors else 200,
        shop=shop,
        tab="products",
        product=product,
        v=values,
        errors=errors,
        key=str(uuid4()),
        action=f"{base}/{product.id}" if product else f"{base}/neu",
        categories=choices(tree),
        labels=labels(here, values),
        is_food=product is None or product.profile.startswith(_FOOD),
        food_errors=any(errors.get(name) for name in _FOOD_FIELDS),
        variant_errors=any(_is_deep(name) for name in errors.fields),
        **_lists(here),
    )


def _is_deep(name: str) -> bool:
    """Whether an error sits in a field of the folded part."""
    first = ("price", "content_amount", "content_unit", "on_hand")
    return name.startswith("variants-") and name not in {f"variants-0-{f}" for f in first}


def _lists(here: Context) -> dict[str, Any]:
    def pairs(name: str) -> list[tuple[str, str]]:
        return [(word.key, word.name(here.language)) for word in here.region.words(name)]

    return {
        "units": pairs("units"),
        "vat_classes": pairs("classes"),
        "deposits": pairs("deposits"),
    }


NAMES = {"variants": "variants-0-content_amount", "additives": "lebensmittel"}


def known(values: ProductValues) -> list[str]:
    """The form's fields, in its order."""
    numbered = [f"variants-{n}-{name}" for n in range(len(values.variants)) for name in _OF_VARIANT]
    return [*_PLAIN[:3], *_FOOD_FIELDS, "lebensmittel", *_PLAIN[3:], *numbered]


def labels(here: Context, values: ProductValues) -> dict[str, str]:
    """The names of the fields, for the summary of what is wrong."""
    names = {
        "title": "pf.title",
        "category": "pf.category",
        "description": "pf.description",
        "ingredients": "product.ingredients",
        "allergens_reviewed": "product.allergens",
        "origin": "product.origin",
        "labels": "product.labels",
        "file": "pf.images",
    }
    for number in range(len(values.variants)):
        names[f"variants-{number}-price"] = "pf.price"
        names[f"variants-{number}-content_amount"] = "pf.content"
        names[f"variants-{number}-vat_class"] = "pf.vat"
        names[f"variants-{number}-deposit_kind"] = "pf.deposit_kind"
    return {field: str(here.text(key)) for field, key in names.items()}


def _address(request: Request) -> str:
    return f"/theke/{request.path_params['slug']}/produkte/{request.path_params['id']}"


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


_ONE = "/theke/{slug:slug}/produkte/{id:uuid}"
ROUTES = [
    Route("/theke/{slug:slug}/produkte/neu", needs(None, new)),
    Route("/theke/{slug:slug}/produkte/neu", needs(None, create), methods=["POST"]),
    Route(_ONE, needs(None, edit)),
    Route(_ONE, needs(None, change), methods=["POST"]),
    Route(f"{_ONE}/veroeffentlichen", needs(None, publish), methods=["POST"]),
    Route(f"{_ONE}/zurueckziehen", needs(None, withdraw), methods=["POST"]),
]
