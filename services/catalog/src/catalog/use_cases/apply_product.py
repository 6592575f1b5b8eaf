"""From what was typed about a product to the product, every contradiction named at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from marketkit.errors import FieldError, InvalidError

from catalog.domain.product import Allergen, Product
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.domain.strike_words import strike_words
from catalog.use_cases.apply_details import refused_details, with_details
from catalog.use_cases.apply_variants import apply_variants
from catalog.use_cases.product_form import AllergenForm, ProductChanges

_AS_TYPED = ("title", "category", "description", "origin", "ingredients", "template", "lead_days")


def apply(
    product: Product, form: ProductChanges, shop: Shop, region: Region, at: datetime
) -> Product:
    """The product with what was sent; raises InvalidError naming each field that cannot be."""
    errors = [
        *_unknown_keys(form, region),
        *refused_details(form.details, region),
        *_strike_words(form, region),
    ]
    if errors:
        raise InvalidError(errors=errors)
    changed = replace(product, **_said(product, form, region, at))
    if "variants" in form.model_fields_set:
        changed = apply_variants(changed, form.variants, shop, region)
    # Who sets a price has the goods before their eyes: the offer holds.
    return changed.confirmed(at) if _priced_anew(product, changed) else changed


def _said(product: Product, form: ProductChanges, region: Region, at: datetime) -> dict[str, Any]:
    """The product's fields that were sent, by name."""
    sent = form.model_fields_set
    values: dict[str, Any] = {name: getattr(form, name) for name in _AS_TYPED if name in sent}
    if "labels" in sent:
        values["labels"] = tuple(dict.fromkeys(label for label in form.labels if label))
    if "additives" in sent:
        values["additives"] = tuple(dict.fromkeys(form.additives))
    if "allergens" in sent:
        values["allergens"] = _allergens(form.allergens)
    if "details" in sent:
        values["details"] = with_details(product.details, form.details)
    if "allergens_reviewed" in sent:
        values["allergens_reviewed_at"] = _reviewed(product, form, values, at)
    if {"picture", "category"} & sent:
        values["picture"] = _picture(product, form, region)
    return values


def _priced_anew(before: Product, after: Product) -> bool:
    known = before.variant_ids()
    return any(v.id not in known or v.price != known[v.id].price for v in after.variants)


def _unknown_keys(form: ProductChanges, region: Region) -> Iterable[FieldError]:
    if "category" in form.model_fields_set and form.category not in region.categories:
        yield FieldError("category", f"Die Kategorie „{form.category}“ gibt es nicht.")
    seen: set[str] = set()
    for index, allergen in enumerate(form.allergens):
        if allergen.key not in region.allergens:
            yield FieldError(f"allergens[{index}].key", "Dieses Allergen gibt es nicht.")
        elif allergen.key in seen:
            yield FieldError(f"allergens[{index}].key", "Dieses Allergen steht zweimal da.")
        elif unknown := set(allergen.sub) - set(region.allergen_groups[allergen.key].sub):
            listed = ", ".join(sorted(unknown))
            yield FieldError(f"allergens[{index}].sub", f"Das gehört nicht dazu: {listed}.")
        seen.add(allergen.key)
    for index, additive in enumerate(form.additives):
        if additive not in region.additives:
            yield FieldError(f"additives[{index}]", "Diesen Zusatzstoff gibt es nicht.")


def _strike_words(form: ProductChanges, region: Region) -> Iterable[FieldError]:
    """Refused already in a draft: who finds out only when publishing has typed in vain."""
    texts = {name: getattr(form, name) for name in ("title", "description", "origin")}
    texts |= {"labels": ", ".join(form.labels)}
    texts |= {f"variants[{n}].label": variant.label for n, variant in enumerate(form.variants)}
    return strike_words(region.strike_words, texts)


def _allergens(typed: Sequence[AllergenForm]) -> tuple[Allergen, ...]:
    return tuple(
        Allergen(allergen.key, allergen.state, tuple(dict.fromkeys(allergen.sub)))
        for allergen in typed
    )


def _reviewed(
    product: Product, form: ProductChanges, values: dict[str, Any], at: datetime
) -> datetime | None:
    """When somebody last looked: saying it again about the same statements changes nothing."""
    if not form.allergens_reviewed:
        return None
    same = all(
        values.get(name, getattr(product, name)) == getattr(product, name)
        for name in ("allergens", "ingredients")
    )
    return product.allergens_reviewed_at if same and product.allergens_reviewed_at else at


def _picture(product: Product, form: ProductChanges, region: Region) -> str | None:
    """The drawing chosen, else the one chosen before, else the category's."""
    if form.picture is not None:
        return form.picture
    chosen_before = product.picture != region.categories[product.category].picture
    if "picture" not in form.model_fields_set and product.picture and chosen_before:
        return product.picture
    category = form.category if "category" in form.model_fields_set else product.category
    return region.categories[category].picture
