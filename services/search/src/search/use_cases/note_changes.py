"""Takes over what catalogue and orders tell, one snapshot per event."""

from collections.abc import Sequence
from typing import Any

from marketkit.contracts import (
    ProductChanged,
    ProductWithdrawn,
    ShopChanged,
    StockChanged,
    newest_levels,
)
from marketkit.contracts.catalog import VariantState
from marketkit.db import Transaction

from search.store import changes

_THUMBNAIL = "640"


async def note_product(tx: Transaction, event: ProductChanged) -> None:
    doc = {
        "title": event.title,
        "slug": event.slug,
        "description": event.description,
        "category": event.category,
        "category_path": event.category_path,
        "picture": event.picture,
        "image_url": _image_url(event),
        "origin": event.origin,
        "labels": event.labels,
        "ingredients": event.ingredients,
        "published_at": event.published_at,
        "confirmed_at": event.confirmed_at,
        "profile": event.profile,
        "allergens": {allergen.key: allergen.state for allergen in event.allergens},
        "details": event.details,
        "age": event.age,
        "temperature": event.temperature,
        "variants": [_variant(variant) for variant in event.variants],
    }
    await changes.save_product(tx, event.product_id, event.shop_id, event.version, doc)


async def note_withdrawal(tx: Transaction, event: ProductWithdrawn) -> None:
    await changes.bury_product(tx, event.product_id, event.shop_id, event.version)


async def note_shop(tx: Transaction, event: ShopChanged) -> None:
    doc = {
        "id": event.shop_id,
        "slug": event.slug,
        "name": event.name,
        "place": event.place,
        "postal_code": event.postal_code,
        "lat": event.lat,
        "lon": event.lon,
        "is_live": event.status == "live",
        "kind": event.kind,
        "tagline": event.tagline,
        "story": event.story,
        "street": event.street,
        "picture": event.picture,
        "image_url": event.image_url,
        "opening_hours": event.opening_hours,
        "preparation_minutes": event.preparation_minutes,
        "closures": [closure.model_dump() for closure in event.closures],
        "special_days": [day.model_dump() for day in event.special_days],
        "delivery": event.delivery and event.delivery.model_dump(),
    }
    await changes.save_shop(tx, event.shop_id, event.version, doc)


async def note_stock(tx: Transaction, told: Sequence[StockChanged]) -> None:
    await changes.save_stock(tx, newest_levels(told))


def _image_url(event: ProductChanged) -> str | None:
    if not event.images:
        return None
    urls = event.images[0].urls
    return urls.get(_THUMBNAIL) or next(iter(urls.values()), None)


def _variant(variant: VariantState) -> dict[str, Any]:
    unit_price, content = variant.unit_price, ""
    if variant.content_amount is not None and variant.content_unit:
        content = f"{variant.content_amount.normalize():f} {variant.content_unit}"
    return {
        "variant_id": variant.variant_id,
        "price": {"amount": variant.price, "currency": variant.currency},
        "unit_price": unit_price.model_dump() if unit_price else None,
        "deposit": _deposit(variant),
        "deposit_kind": variant.deposit_kind if variant.deposit else None,
        "promotion": _promotion(variant),
        "weighed": variant.weighed is not None,
        "content": f"{variant.label} {content}".strip(),
    }


def _deposit(variant: VariantState) -> dict[str, Any] | None:
    if not variant.deposit:
        return None
    return {"amount": variant.deposit, "currency": variant.currency}


def _promotion(variant: VariantState) -> dict[str, Any] | None:
    said = variant.promotion
    if said is None:
        return None
    reference = said.reference
    return {
        "reference": reference and {"amount": reference, "currency": variant.currency},
        "percent": said.percent,
        "until": said.until,
        "reason": said.reason,
    }
