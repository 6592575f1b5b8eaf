"""A product as everyone may see it, kept ready to send and renewed with each change.

The shop's card is not in it: it is joined in when read, so a shop that changes its hours does
not rewrite a thousand products, and no product can show an old card.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from marketkit.db import Session

from catalog.domain.gates.follows import age_of, temperature_of, withdrawal_class_of
from catalog.domain.gates.stated import public_details
from catalog.domain.product import Picture, Product, Variant
from catalog.domain.promotion import Reduction
from catalog.domain.region import Region
from catalog.domain.unit_price import unit_price
from catalog.domain.weighed import Weighed
from catalog.store.answers import CURRENCY, digest, etag, moment, money, to_json
from catalog.store.wide import connection_of

WIDTHS = (320, 640, 1280)


_PUT = """
    INSERT INTO product_document (product_id, shop_id, status, body, etag)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[])
    ON CONFLICT (product_id) DO UPDATE
    SET status = excluded.status, body = excluded.body, etag = excluded.etag
"""


async def keep(session: Session, products: Sequence[Product], region: Region) -> None:
    """Store the products' answers."""
    bodies = [body_of(product, region) for product in products]
    on = await connection_of(session)
    await on.execute(
        _PUT,
        [product.id for product in products],
        [product.shop_id for product in products],
        [product.status.value for product in products],
        bodies,
        [etag(p.version, digest(body)) for p, body in zip(products, bodies, strict=True)],
    )


def body_of(product: Product, region: Region) -> bytes:
    category = region.categories[product.category]
    profile = region.profiles[category.profile]
    return to_json(
        {
            "id": product.id,
            "slug": product.slug,
            "title": product.title,
            "description": product.description,
            "status": product.status,
            "version": product.version,
            "category": _category(product.category, region),
            "category_path": [
                _category(key, region) for key in region.category_path(product.category)
            ],
            "profile": category.profile,
            "picture": product.picture,
            "images": [_image(picture) for picture in product.pictures],
            "origin": product.origin,
            "labels": product.labels,
            "ingredients": product.ingredients,
            "allergens": [
                {
                    "key": a.key,
                    "name": region.allergens[a.key]["de"],
                    "state": a.state,
                    "sub": a.sub,
                }
                for a in product.allergens
            ],
            "allergens_reviewed_at": moment(product.allergens_reviewed_at),
            "additives": [
                {"key": key, "name": region.additives[key]["de"]} for key in product.additives
            ],
            "details": public_details(product, region),
            "age": age_of(product, region),
            "temperature": temperature_of(product, region),
            "withdrawal_class": withdrawal_class_of(product, region),
            "lead_days": product.lead_days,
            "variants": [
                _variant(variant, region, has_unit_price="no_unit_price" not in profile.effects)
                for variant in product.variants
            ],
            "availability": product.availability,
            "said": product.said,
            "confirmed_at": moment(product.confirmed_at),
            "paused_for": product.paused_for,
            "published_at": moment(product.published_at),
            "updated_at": moment(product.updated_at),
        }
    )


def with_shop(body: bytes, card: bytes) -> bytes:
    """The answer: the product's bytes with the shop's card inside."""
    return body[:-1] + b',"shop":' + card + b"}"


def image_urls(picture: Picture) -> dict[str, str]:
    """Width → path."""
    return {str(width): f"/media/{picture.name}-{width}.webp" for width in WIDTHS}


def plain(amount: Decimal) -> str:
    """`0.50` → `0.5`, never an exponent."""
    return format(amount.normalize(), "f")


def _category(key: str, region: Region) -> dict[str, str]:
    return {"key": key, "name": region.categories[key].names["de"]}


def _image(picture: Picture) -> dict[str, Any]:
    return {
        "id": picture.id,
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "urls": image_urls(picture),
    }


def _variant(variant: Variant, region: Region, *, has_unit_price: bool) -> dict[str, Any]:
    per_base = unit_price(variant.sold_at, variant.content, region.units)
    shown = per_base if has_unit_price else None
    return {
        "id": variant.id,
        "sku": variant.sku,
        "ean": variant.ean,
        "label": variant.label,
        "price": money(variant.sold_at),
        "promotion": variant.reduction and _promotion(variant.reduction, variant.price),
        "vat_class": variant.vat_class,
        "content_amount": plain(variant.content_amount) if variant.content_amount else None,
        "content_unit": variant.content_unit,
        "content_count": variant.content_count,
        "content_drained": plain(variant.content_drained) if variant.content_drained else None,
        "loose": variant.loose,
        "unit_price_exempt": variant.unit_price_exempt,
        "unit_price": shown
        and {
            "amount": shown.amount,
            "currency": CURRENCY,
            "per": shown.per,
            "kind": shown.kind,
        },
        "weighed": variant.weighed and _weighed(variant.weighed),
        "deposit": money(variant.deposit) if variant.deposit else None,
        "deposit_kind": variant.deposit_kind,
        "available": variant.available,
        "on_order": variant.on_order,
    }


def _weighed(weighed: Weighed) -> dict[str, Any]:
    """`most` is what a piece costs at the most."""
    return {
        "per_kg": money(weighed.per_kg),
        "grams": weighed.grams,
        "max_grams": weighed.max_grams,
        "most": money(weighed.most),
    }


def _promotion(reduction: Reduction, usual_price: int) -> dict[str, Any]:
    """`usual_price` is what the shop asks without it: for its own form, never to be struck out."""
    reference = reduction.reference
    return {
        "reference": money(reference) if reference is not None else None,
        "percent": reduction.percent,
        "until": moment(reduction.until),
        "reason": reduction.reason,
        "usual_price": money(usual_price),
    }
