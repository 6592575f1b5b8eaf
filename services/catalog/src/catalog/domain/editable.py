"""The part of a product that its people write, as it was at one moment, and back to it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from catalog.domain.product import Product, Variant

OF_PRODUCT = (
    "title", "category", "description", "picture", "origin", "labels", "ingredients",
    "allergens", "allergens_reviewed_at", "additives", "details", "template", "lead_days", "status",
)  # fmt: skip
OF_VARIANT = (
    "label", "sku", "ean", "price", "vat_class", "content_amount", "content_unit",
    "content_count", "content_drained", "loose", "unit_price_exempt", "deposit", "deposit_kind",
    "weighed",
)  # fmt: skip


@cache
def _shape() -> TypeAdapter[Product]:
    return TypeAdapter(Product)


def kept(product: Product) -> dict[str, Any]:
    """The whole product as JSON has it."""
    state: dict[str, Any] = _shape().dump_python(product, mode="json")
    return state


def as_it_was(now: Product, state: Mapping[str, Any]) -> Product:
    """What people wrote is as before; stock, pictures and promotions have their own life."""
    before = _shape().validate_python(state)
    known = before.variant_ids()
    return replace(
        now,
        **{name: getattr(before, name) for name in OF_PRODUCT},
        variants=tuple(_variant_as_it_was(v, known[v.id]) for v in now.variants),
    )


def has_same_variants(one: Product, other: Product) -> bool:
    """Variants come and go for good: orders may stand on them."""
    return one.variant_ids().keys() == other.variant_ids().keys()


def _variant_as_it_was(now: Variant, before: Variant) -> Variant:
    return replace(now, **{name: getattr(before, name) for name in OF_VARIANT})
