"""How the product form is put together: what is asked, which fields there are, their names."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.answers.catalog import Product
from gateway.pages.answers.working import Asked, Editing
from gateway.pages.conflict import written
from gateway.pages.context import Context, context
from gateway.pages.counter.product_values import MOST_VARIANTS, ProductValues, as_fields, filled_in
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors
from gateway.pages.market import catalog, working
from gateway.pages.market.caller import caller
from gateway.pages.reply import page
from gateway.presenters.tree import choices

_FOOD_FIELDS = ("ingredients", "allergens", "allergens_reviewed", "additives")
_PLAIN = ("title", "category", "description", "origin", "labels", "picture", "lead_days", "file")
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
    "per_kg",
    "grams",
    "max_grams",
)
_ALLERGENS = 14
NAMES = {
    "variants": "variants-0-content_amount",
    "additives": "lebensmittel",
    **{
        f"variants[{number}].weighed.{name}": f"variants-{number}-{name}"
        for number in range(MOST_VARIANTS)
        for name in ("per_kg", "grams", "max_grams")
    },
    **{
        f"variants[{number}].weighed": f"variants-{number}-per_kg"
        for number in range(MOST_VARIANTS)
    },
    **{f"allergens[{number}].sub": "allergens" for number in range(_ALLERGENS)},
}
"""Fields of the catalog that have another name in the form."""


async def show_form(
    request: Request,
    product: Product | None,
    values: ProductValues,
    errors: Errors = NO_ERRORS,
    inside: Editing | None = None,
) -> Response:
    found = await form_values(request, product, values)
    asked: Asked | None = found["asked"]
    fresh = product is None and asked is not None and values.asked_for != values.category
    shown = filled_in(values, asked) if fresh and asked else values
    shown.asked_for = values.category
    here = context(request)
    return page(
        request,
        "counter/product_form.html",
        422 if errors else 200,
        **found,
        v=shown,
        errors=errors,
        labels=field_labels(here, shown, asked),
        inside=inside,
        base=written(as_fields(shown)),
        variant_errors=any(_is_deep(name) for name in errors.fields),
    )


async def form_values(
    request: Request, product: Product | None, values: ProductValues
) -> dict[str, Any]:
    """All that the form's templates need, whatever has been typed."""
    here, ask = context(request), caller(request)
    shop = await my_shop(request)
    tree = await catalog.categories(ask, here.language)
    keys = {key for _, leaves in choices(tree) for key, _ in leaves}
    asked = None
    if values.category in keys:
        asked = await working.asked(ask, shop.slug, values.category, values.title, here.language)
    base = f"/theke/{shop.slug}/produkte"
    return {
        "shop": shop,
        "tab": "products",
        "product": product,
        "asked": asked,
        "key": str(uuid4()),
        "action": f"{base}/{product.id}" if product else f"{base}/neu",
        "categories": choices(tree),
        **_lists(here),
    }


def _is_deep(name: str) -> bool:
    """Whether an error sits in a field of the folded part."""
    first = ("price", "content_amount", "content_unit", "on_hand", "per_kg", "grams", "max_grams")
    return name.startswith("variants-") and name not in {f"variants-0-{f}" for f in first}


def _lists(here: Context) -> dict[str, Any]:
    def pairs(name: str) -> list[tuple[str, str]]:
        return [(word.key, word.name(here.language)) for word in here.region.words(name)]

    return {
        "units": pairs("units"),
        "vat_classes": pairs("classes"),
        "deposits": pairs("deposits"),
    }


def known(here: Context, values: ProductValues) -> list[str]:
    """The form's fields, in its order; of statements all, also those nobody has made yet."""
    numbered = [f"variants-{n}-{name}" for n in range(len(values.variants)) for name in _OF_VARIANT]
    details = [
        f"details-{key}" for key in dict.fromkeys([*here.region.statements, *values.details])
    ]
    return [*_PLAIN[:3], *_FOOD_FIELDS, "lebensmittel", *details, *_PLAIN[3:], *numbered]


def field_labels(here: Context, values: ProductValues, asked: Asked | None) -> dict[str, str]:
    """The names of the fields, for the summary of what is wrong."""
    names = {
        "title": "pf.title",
        "category": "pf.category",
        "description": "pf.description",
        "ingredients": "product.ingredients",
        "allergens": "product.allergens",
        "allergens_reviewed": "product.allergens",
        "additive": "product.additives",
        "origin": "product.origin",
        "labels": "product.labels",
        "picture": "pf.picture",
        "template": "pf.template",
        "lead_days": "pf.lead_days",
        "file": "pf.images",
    }
    for number in range(len(values.variants)):
        names[f"variants-{number}-label"] = "pf.label"
        names[f"variants-{number}-price"] = "pf.price"
        names[f"variants-{number}-content_amount"] = "pf.content"
        names[f"variants-{number}-content_unit"] = "pf.unit"
        names[f"variants-{number}-per_kg"] = "pf.per_kg"
        names[f"variants-{number}-grams"] = "pf.grams"
        names[f"variants-{number}-max_grams"] = "pf.max_grams"
        names[f"variants-{number}-sku"] = "pf.sku"
        names[f"variants-{number}-vat_class"] = "pf.vat"
        names[f"variants-{number}-deposit"] = "pf.deposit"
        names[f"variants-{number}-deposit_kind"] = "pf.deposit_kind"
    found = {field: str(here.text(key)) for field, key in names.items()}
    for word in here.region.words("allergens"):
        found[f"allergen-{word.key}"] = found[f"kinds-{word.key}"] = word.name(here.language)
    if asked:
        found |= {f"details-{one.key}": one.name for one in asked.statements}
    return found
