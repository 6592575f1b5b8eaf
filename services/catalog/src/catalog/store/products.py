"""Products with their variants and pictures: rows ↔ domain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

import asyncpg
from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.errors import NoSuchProductError, SkuTakenError
from catalog.domain.product import Allergen, Picture, Product, ProductStatus, Variant
from catalog.domain.weighed import Weighed
from catalog.store.rows import PictureRow, ProductRow, VariantRow
from catalog.store.wide import connection_of, made, plain, put, read

_ELSEWHERE = frozenset({"variants", "pictures"})
_FED_BACK = frozenset({"available", "on_order"})
"""Written only by what orders tells; a form that was open meanwhile must not undo it."""
_PRODUCTS = "SELECT * FROM product WHERE id = ANY($1::uuid[]) ORDER BY id"
_LOCKED = f"{_PRODUCTS} FOR UPDATE"
_HOLD = "SELECT FROM product WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE"
_VARIANTS = "SELECT * FROM variant WHERE product_id = ANY($1::uuid[]) ORDER BY product_id, position"
_PICTURES = "SELECT * FROM picture WHERE product_id = ANY($1::uuid[]) ORDER BY product_id, position"
_FORGET_PICTURES = """
    DELETE FROM picture WHERE product_id = ANY($1::uuid[]) AND id <> ALL($2::uuid[])
"""


async def get(session: Session, product_id: UUID, *, lock: bool = False) -> Product:
    """The whole product; `lock` holds its row, and so the aggregate, until the session ends."""
    found = await get_many(session, [product_id], lock=lock)
    if product_id not in found:
        raise NoSuchProductError
    return found[product_id]


async def get_many(
    session: Session, ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, Product]:
    """Those of the products that there are; locked in one order, so nobody waits in a circle."""
    on = await connection_of(session)
    wanted = list(ids)
    rows = await on.fetch(_LOCKED if lock else _PRODUCTS, wanted)
    variants = _by_product(await on.fetch(_VARIANTS, wanted))
    pictures = _by_product(await on.fetch(_PICTURES, wanted))
    return {
        row["id"]: _product(row, variants.get(row["id"], ()), pictures.get(row["id"], ()))
        for row in rows
    }


async def lock(session: Session, ids: Collection[UUID]) -> None:
    """Hold many at once; in one order, so that nobody waits in a circle."""
    on = await connection_of(session)
    await on.execute(_HOLD, list(ids))


def as_rows(product: Product) -> dict[str, Any]:
    """The product as its rows, to be kept as JSON and made again by `from_rows`."""
    return {
        "product": _values(product),
        "variants": _variant_values([product]),
        "pictures": _picture_values([product]),
    }


async def from_rows(
    on: asyncpg.Connection, kept: Sequence[Mapping[str, Any]]
) -> dict[UUID, Product]:
    """Read by the tables' own types, whatever columns they have today."""
    rows = await read(on, ProductRow, [each["product"] for each in kept])
    variants = await read(on, VariantRow, [row for each in kept for row in each["variants"]])
    pictures = await read(on, PictureRow, [row for each in kept for row in each["pictures"]])
    by_variant, by_picture = _by_product(variants), _by_product(pictures)
    return {
        row["id"]: _product(row, by_variant.get(row["id"], ()), by_picture.get(row["id"], ()))
        for row in rows
    }


async def has_other_classes(session: Session, shop_id: UUID, allowed: Sequence[str]) -> bool:
    """Whether the shop has products, not withdrawn, in VAT classes other than these."""
    query = (
        select(VariantRow.id)
        .join(ProductRow, col(ProductRow.id) == col(VariantRow.product_id))
        .where(
            ProductRow.shop_id == shop_id,
            ProductRow.status != ProductStatus.WITHDRAWN,
            col(VariantRow.vat_class).not_in(allowed),
        )
        .limit(1)
    )
    return (await session.exec(query)).first() is not None


async def save(session: Session, *products: Product) -> None:
    """Write products that are new, or were loaded and locked in this session."""
    on = await connection_of(session)
    await put(on, ProductRow, [_values(product) for product in products])
    try:
        await put(
            on, VariantRow, _variant_values(products), untouched=_FED_BACK | {"stock_version"}
        )
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name == "variant_sku":
            raise SkuTakenError from error
        raise
    await put(on, PictureRow, _picture_values(products))
    shown = [picture.id for product in products for picture in product.pictures]
    await on.execute(_FORGET_PICTURES, [product.id for product in products], shown)


def _variant_values(products: Sequence[Product]) -> list[dict[str, Any]]:
    return [
        _shallow(variant)
        | {"product_id": product.id, "shop_id": product.shop_id}
        | {"position": position, "stock_version": 0}
        for product in products
        for position, variant in enumerate(product.variants)
    ]


def _picture_values(products: Sequence[Product]) -> list[dict[str, Any]]:
    return [
        _shallow(picture) | {"product_id": product.id, "position": position}
        for product in products
        for position, picture in enumerate(product.pictures)
    ]


def _by_product(rows: Sequence[asyncpg.Record]) -> dict[UUID, list[asyncpg.Record]]:
    found: dict[UUID, list[asyncpg.Record]] = {}
    for row in rows:
        found.setdefault(row["product_id"], []).append(row)
    return found


def _product(
    row: asyncpg.Record, variants: Sequence[asyncpg.Record], pictures: Sequence[asyncpg.Record]
) -> Product:
    known = plain(row, ProductRow) | {
        "variants": [_variant(variant) for variant in variants],
        "pictures": [made(Picture, plain(picture, PictureRow)) for picture in pictures],
    }
    known["allergens"] = [
        Allergen(allergen["key"], allergen["state"], tuple(allergen.get("sub", ())))
        for allergen in known["allergens"]
    ]
    return made(Product, known)


def _variant(row: asyncpg.Record) -> Variant:
    known = plain(row, VariantRow)
    return made(Variant, known | {"weighed": Weighed.read(known["weighed"])})


def _shallow(thing: Variant | Picture) -> dict[str, Any]:
    return {f.name: getattr(thing, f.name) for f in fields(thing)}


def _values(product: Product) -> dict[str, Any]:
    values = {f.name: getattr(product, f.name) for f in fields(Product)}
    kept = {name: value for name, value in values.items() if name not in _ELSEWHERE}
    return kept | {
        "labels": list(product.labels),
        "additives": list(product.additives),
        "details": dict(product.details),
        "approved": list(product.approved),
        "allergens": [asdict(allergen) for allergen in product.allergens],
    }
