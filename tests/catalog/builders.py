"""Request bodies and domain objects with everything right; tests change what matters to them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from catalog.domain.product import Product, Variant
from catalog.domain.shop import Shop
from marketkit.clock import new_id

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def a_shop(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Bäckerei Morgenroth",
        "kind": "Bäckerei",
        "street": "Wendische Straße 4",
        "postal_code": "06712",
        "place": "Zeitz",
        "phone": "03441 555010",
        "email": "baeckerei@example.org",
        "story": "Seit 1908 am selben Ofen.",
        "opening_hours": "Mo-Fr 06:00-18:00; Sa 06:00-11:30",
        "imprint": {
            "legal_name": "Bäckerei Morgenroth, Inhaberin Greta Morgenroth",
            "legal_form": "Einzelunternehmen",
            "vat_id": "DE999123455",
        },
    } | changes


def a_variant(**changes: Any) -> dict[str, Any]:
    return {
        "label": "1 kg",
        "price": {"amount": 480, "currency": "EUR"},
        "content_amount": "750",
        "content_unit": "g",
    } | changes


def a_product(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Roggenmischbrot",
        "category": "brot",
        "description": "Natursauerteig, lange Teigführung.",
        "allergens": [{"key": "gluten", "state": "contains", "sub": ["Roggen", "Weizen"]}],
        "allergens_reviewed": True,
        "details": {"legal_name": "Roggenmischbrot"},
        "variants": [a_variant()],
    } | changes


def the_shop(**changes: Any) -> Shop:
    values: dict[str, Any] = {
        "id": new_id(),
        "slug": "baeckerei-morgenroth",
        "name": "Bäckerei Morgenroth",
        "kind": "Bäckerei",
        "street": "Wendische Straße 4",
        "postal_code": "06712",
        "place": "Zeitz",
        "lat": 51.05,
        "lon": 12.14,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Shop(**(values | changes))


def the_variant(**changes: Any) -> Variant:
    values: dict[str, Any] = {
        "id": new_id(),
        "sku": "BROT-1",
        "label": "1 kg",
        "price": 480,
        "vat_class": "de_reduced",
        "content_amount": Decimal(750),
        "content_unit": "g",
    }
    return Variant(**(values | changes))


def the_product(**changes: Any) -> Product:
    values: dict[str, Any] = {
        "id": new_id(),
        "shop_id": new_id(),
        "slug": "roggenmischbrot",
        "title": "Roggenmischbrot",
        "category": "brot",
        "description": "Natursauerteig, lange Teigführung.",
        "allergens_reviewed_at": NOW,
        "details": {"legal_name": "Roggenmischbrot"},
        "created_at": NOW,
        "updated_at": NOW,
        "variants": (the_variant(),),
    }
    return Product(**(values | changes))
