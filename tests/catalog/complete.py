"""Products that say everything their kind owes, for any profile and branch of the region."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalog.domain.gates.demands import demanded
from catalog.domain.product import Product, Variant
from catalog.domain.region import Region
from catalog.domain.statements import Statement

from tests.catalog.builders import NOW, the_product, the_variant

_BY_FORMAT = {
    "egg_code": "1-DE-1512345",
    "weee": "DE12345678",
    "battery_number": "DE87654321",
    "isbn": "9783161484100",
    "gtin": "4006381333931",
    "alcohol": "12,5",
    "percent": "18",
    "fibres": "80 % Wolle, 20 % Polyamid",
    "web": "https://example.org/etikett",
}
_BY_KIND = {"bool": "true", "number": "3", "date": "2026-12-24"}
_OWN: Mapping[str, Any] = {
    "description": "Von Hand gemacht.",
    "ingredients": "Wasser, Salz",
    "origin": "Deutschland",
    "allergens_reviewed_at": NOW,
}


def value_for(statement: Statement) -> str:
    """Something the statement may be."""
    if statement.must_be:
        return statement.must_be
    if statement.choices:
        return next(iter(statement.choices))
    return _BY_FORMAT.get(statement.format) or _BY_KIND.get(statement.kind, "Gesagt ist gesagt.")


def complete(category: str, region: Region, **details: str) -> Product:
    """`details` choose among kinds, e.g. `battery_included="yes"`; the rest is filled in."""
    product = the_product(
        category=category,
        title="Zwei Stück Gutes",
        description="",
        allergens_reviewed_at=None,
        details=details,
        variants=(bare_variant(),),
    )
    while owed := [s for s in demanded(product, region) if not _said(product, s)]:
        for statement in owed:
            product = stating(product, statement)
    return product


def bare_variant() -> Variant:
    return the_variant(label="", content_amount=None, content_unit=None)


def stating(product: Product, statement: Statement) -> Product:
    if not statement.at:
        return replace(product, details={**product.details, statement.key: value_for(statement)})
    return _with_own(product, statement.at, given=True)


def without(product: Product, statement: Statement) -> Product:
    if not statement.at:
        details = {k: v for k, v in product.details.items() if k != statement.key}
        return replace(product, details=details)
    return _with_own(product, statement.at, given=False)


def _with_own(product: Product, name: str, *, given: bool) -> Product:
    changes: dict[str, Any]
    match name:
        case "content":
            changes = {
                "content_amount": 500 if given else None,
                "content_unit": "g" if given else None,
            }
        case "deposit":
            changes = {"deposit": 15 if given else 0, "deposit_kind": "mw_015" if given else None}
        case "allergens_reviewed":
            return replace(product, allergens_reviewed_at=NOW if given else None)
        case _:
            said: Any = {name: _OWN[name] if given else ""}
            return replace(product, **said)
    return replace(product, variants=tuple(replace(v, **changes) for v in product.variants))


def _said(product: Product, statement: Statement) -> bool:
    if not statement.at:
        return bool(product.details.get(statement.key))
    if statement.at in {"content", "deposit"}:
        amount = "content_amount" if statement.at == "content" else "deposit"
        return all(getattr(variant, amount) for variant in product.variants)
    name = "allergens_reviewed_at" if statement.at == "allergens_reviewed" else statement.at
    return bool(getattr(product, name))
