"""Products with their variants and pictures: rows ↔ domain."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from marketkit.db import Session
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from catalog.domain.errors import NoSuchProductError, SkuTakenError
from catalog.domain.product import Allergen, Picture, Product, ProductStatus, Variant
from catalog.store.rows import PictureRow, ProductRow, VariantRow

_ELSEWHERE = frozenset({"variants", "pictures"})
_FED_BACK = frozenset({"available", "on_order"})
"""Written only by what orders tells; a form that was open meanwhile must not undo it."""


async def get(session: Session, product_id: UUID, *, lock: bool = False) -> Product:
    """The whole product; `lock` holds its row, and so the aggregate, until the session ends."""
    query = select(ProductRow).where(ProductRow.id == product_id)
    row = (await session.exec(query.with_for_update() if lock else query)).first()
    if row is None:
        raise NoSuchProductError
    variants = select(VariantRow).where(VariantRow.product_id == product_id)
    pictures = select(PictureRow).where(PictureRow.product_id == product_id)
    return _product(
        row,
        list((await session.exec(variants.order_by(col(VariantRow.position)))).all()),
        list((await session.exec(pictures.order_by(col(PictureRow.position)))).all()),
    )


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


async def add(session: Session, product: Product) -> None:
    session.add(ProductRow(**_values(product)))
    await session.flush()
    _write_variants(session, product, {})
    await _flush(session)


async def save(session: Session, product: Product) -> None:
    """Write a product that was loaded, and locked, in this session."""
    row = await session.get_one(ProductRow, product.id)
    row.sqlmodel_update(_values(product))
    query = select(VariantRow).where(VariantRow.product_id == product.id)
    known = {variant.id: variant for variant in (await session.exec(query)).all()}
    _write_variants(session, product, known)
    await _save_pictures(session, product)
    await _flush(session)


def _write_variants(session: Session, product: Product, known: Mapping[UUID, VariantRow]) -> None:
    for position, variant in enumerate(product.variants):
        values: dict[str, Any] = asdict(variant) | {"position": position}
        row = known.get(variant.id)
        if row is None:
            of: dict[str, Any] = {"product_id": product.id, "shop_id": product.shop_id}
            session.add(VariantRow(**values, **of, stock_version=0))
        else:
            row.sqlmodel_update({k: v for k, v in values.items() if k not in _FED_BACK})


async def _flush(session: Session) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        if "variant_sku" in str(error.orig):
            raise SkuTakenError from error
        raise


async def _save_pictures(session: Session, product: Product) -> None:
    query = select(PictureRow).where(PictureRow.product_id == product.id)
    rows = {row.id: row for row in (await session.exec(query)).all()}
    for position, picture in enumerate(product.pictures):
        row = rows.pop(picture.id, None)
        values = asdict(picture) | {"position": position}
        if row is None:
            session.add(PictureRow(**values, product_id=product.id))
        else:
            row.sqlmodel_update(values)
    for gone in rows.values():
        await session.delete(gone)


def _product(row: ProductRow, variants: list[VariantRow], pictures: list[PictureRow]) -> Product:
    values = row.model_dump() | {
        "status": ProductStatus(row.status),
        "labels": tuple(row.labels),
        "additives": tuple(row.additives),
        "allergens": tuple(Allergen(**allergen) for allergen in row.allergens),
    }
    return Product(
        **values,
        variants=tuple(Variant(**_pick(variant, Variant)) for variant in variants),
        pictures=tuple(Picture(**_pick(picture, Picture)) for picture in pictures),
    )


def _pick(row: VariantRow | PictureRow, shape: type[Variant | Picture]) -> dict[str, Any]:
    return {f.name: getattr(row, f.name) for f in fields(shape)}


def _values(product: Product) -> dict[str, Any]:
    values = {f.name: getattr(product, f.name) for f in fields(Product)}
    kept = {name: value for name, value in values.items() if name not in _ELSEWHERE}
    return kept | {
        "labels": list(product.labels),
        "additives": list(product.additives),
        "allergens": [asdict(allergen) for allergen in product.allergens],
    }
