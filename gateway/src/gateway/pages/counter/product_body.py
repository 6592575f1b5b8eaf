"""The product form as the catalog takes it; only for values that `check` found nothing in."""

from typing import Any

from gateway.pages.counter.product_values import ProductValues, VariantValues
from gateway.presenters.numbers import read_amount, read_grams, read_price


def body(values: ProductValues) -> dict[str, Any]:
    return {
        "title": values.title,
        "category": values.category,
        "description": values.description,
        "ingredients": values.ingredients,
        "allergens": [
            {"key": key, "state": state, "sub": values.allergen_kinds.get(key, [])}
            for key, state in values.allergens.items()
        ],
        "allergens_reviewed": values.allergens_reviewed,
        "additives": values.additives,
        "origin": values.origin,
        "labels": [label.strip() for label in values.labels.split(",") if label.strip()],
        "picture": values.picture or None,
        "details": values.details,
        "template": values.template,
        "lead_days": int(values.lead_days) if values.lead_days else None,
        "variants": [_variant_body(v) for v in values.variants if not v.is_empty],
    }


def _variant_body(values: VariantValues) -> dict[str, Any]:
    """Empty means: let the catalog decide, or nothing of the kind."""
    given: dict[str, Any] = {
        "label": values.label,
        **_price(values),
        "content_amount": read_amount(values.content_amount) if values.content_amount else None,
        "content_unit": values.content_unit or None,
        "deposit_kind": values.deposit_kind or None,
    }
    given |= {key: text for key in ("id", "sku", "vat_class") if (text := getattr(values, key))}
    if values.deposit:
        given["deposit"] = _euros(values.deposit)
    if values.on_hand and not values.id:
        given["on_hand"] = int(values.on_hand)
    return given


def _price(values: VariantValues) -> dict[str, Any]:
    """A price, or what it follows from; the content is then the weight."""
    if not values.is_weighed:
        fixed = {"price": _euros(values.price)}
        return fixed | {"weighed": None} if values.id else fixed
    return {
        "weighed": {
            "per_kg": _euros(values.per_kg),
            "grams": read_grams(values.grams),
            "max_grams": read_grams(values.max_grams),
        }
    }


def _euros(text: str) -> dict[str, Any]:
    return {"amount": read_price(text), "currency": "EUR"}
