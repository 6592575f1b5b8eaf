"""Copies of the catalogue: a newer version replaces what is there, an older one changes nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from marketkit.contracts import ProductChanged, ShopChanged, StaffChanged, VariantState
from marketkit.db import Transaction

_SHOP = """
    INSERT INTO shop_copy (
        shop_id, version, slug, name, status, street, postal_code, place, opening_hours,
        preparation_minutes, pickup_note, phone, email, tax_mode, imprint, picture, closures,
        special_days, delivery, legal, lat, lon
    ) VALUES (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22
    )
    ON CONFLICT (shop_id) DO UPDATE SET
        version = excluded.version, slug = excluded.slug, name = excluded.name,
        status = excluded.status, street = excluded.street, postal_code = excluded.postal_code,
        place = excluded.place, opening_hours = excluded.opening_hours,
        preparation_minutes = excluded.preparation_minutes, pickup_note = excluded.pickup_note,
        phone = excluded.phone, email = excluded.email, tax_mode = excluded.tax_mode,
        imprint = excluded.imprint, picture = excluded.picture, closures = excluded.closures,
        special_days = excluded.special_days, delivery = excluded.delivery,
        legal = excluded.legal, lat = excluded.lat, lon = excluded.lon
    WHERE shop_copy.version < excluded.version
"""
_NEWER_STAFF = """
    INSERT INTO staff_version (shop_id, version) VALUES ($1, $2)
    ON CONFLICT (shop_id) DO UPDATE SET version = excluded.version
    WHERE staff_version.version < excluded.version
    RETURNING true
"""
_NO_STAFF = "DELETE FROM staff_copy WHERE shop_id = $1"
_STAFF = """
    INSERT INTO staff_copy (shop_id, account_id, role, actions, until)
    SELECT $1, account_id, role, actions, until
    FROM jsonb_to_recordset($2::jsonb) AS member (
        account_id uuid, role text, actions jsonb, until timestamptz
    )
    ON CONFLICT DO NOTHING
"""
_NEWER_PRODUCT = """
    INSERT INTO product_copy (product_id, shop_id, version, withdrawn) VALUES ($1, $2, $3, $4)
    ON CONFLICT (product_id) DO UPDATE
        SET version = excluded.version, withdrawn = excluded.withdrawn
    WHERE product_copy.version < excluded.version
    RETURNING true
"""
_WITHDRAW = """
    UPDATE offer SET withdrawn = true WHERE product_id = $1 AND variant_id <> ALL($2::uuid[])
"""
_OFFERS = """
    INSERT INTO offer (
        variant_id, product_id, shop_id, sku, title, slug, label, category, picture, price,
        vat_class, unit_price, content_amount, content_unit, deposit, deposit_kind, batch,
        withdrawn, facts
    )
    SELECT variant_id, $1, $2, sku, $3, $4, label, $5, $6, price, vat_class, unit_price,
        content_amount, content_unit, deposit, deposit_kind, $8, false, facts
    FROM jsonb_to_recordset($7::jsonb) AS v (
        variant_id uuid, sku text, label text, price integer, vat_class text, unit_price jsonb,
        content_amount numeric, content_unit text, deposit integer, deposit_kind text, facts jsonb
    )
    ORDER BY variant_id
    ON CONFLICT (variant_id) DO UPDATE SET
        sku = excluded.sku, title = excluded.title, slug = excluded.slug, label = excluded.label,
        category = excluded.category, picture = excluded.picture, price = excluded.price,
        vat_class = excluded.vat_class, unit_price = excluded.unit_price,
        content_amount = excluded.content_amount, content_unit = excluded.content_unit,
        deposit = excluded.deposit, deposit_kind = excluded.deposit_kind, batch = excluded.batch,
        withdrawn = false, facts = excluded.facts
"""


async def take_shop(tx: Transaction, shop: ShopChanged) -> None:
    await tx.execute(
        _SHOP,
        shop.shop_id,
        shop.version,
        shop.slug,
        shop.name,
        shop.status,
        shop.street,
        shop.postal_code,
        shop.place,
        shop.opening_hours,
        shop.preparation_minutes,
        shop.pickup_note,
        shop.phone,
        shop.email,
        shop.tax_mode,
        shop.imprint.model_dump(),
        shop.picture,
        [closure.model_dump(mode="json") for closure in shop.closures],
        [day.model_dump(mode="json") for day in shop.special_days],
        shop.delivery.model_dump(mode="json") if shop.delivery else None,
        [text.model_dump(mode="json") for text in shop.legal],
        shop.lat,
        shop.lon,
    )


async def take_staff(tx: Transaction, event: StaffChanged) -> None:
    if not await tx.fetchval(_NEWER_STAFF, event.shop_id, event.version):
        return
    await tx.execute(_NO_STAFF, event.shop_id)
    await tx.execute(
        _STAFF,
        event.shop_id,
        [member.model_dump(mode="json") for member in event.staff],
    )


async def newer_product(
    tx: Transaction, product_id: UUID, shop_id: UUID, version: int, *, withdrawn: bool
) -> bool:
    """Remember the version; False when a newer one has been here already."""
    return bool(await tx.fetchval(_NEWER_PRODUCT, product_id, shop_id, version, withdrawn))


async def withdraw_offers(tx: Transaction, product_id: UUID, *, but: Sequence[UUID] = ()) -> None:
    """Nobody may buy these any more; carts that hold them will say so."""
    await tx.execute(_WITHDRAW, product_id, list(but))


async def put_offers(tx: Transaction, product: ProductChanged) -> None:
    await tx.execute(
        _OFFERS,
        product.product_id,
        product.shop_id,
        product.title,
        product.slug,
        product.category,
        product.picture,
        [
            variant.model_dump(mode="json") | {"facts": _facts(product, variant)}
            for variant in product.variants
        ],
        product.details.get("batch", ""),
    )


def _facts(product: ProductChanged, variant: VariantState) -> dict[str, Any]:
    """What selling it asks; what is not said is left out."""
    weighed = variant.weighed
    found = {
        "age": product.age,
        "temperature": product.temperature,
        "withdrawal_class": product.withdrawal_class,
        "profile": product.profile,
        "lead_days": product.lead_days or None,
        "weighed": weighed.model_dump(mode="json") if weighed else None,
    }
    return {name: value for name, value in found.items() if value is not None}
