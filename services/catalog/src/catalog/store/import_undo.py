"""What products were before an import, kept for a day."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import orjson

from catalog.domain.product import Product
from catalog.store.products import as_rows, from_rows

_REMEMBER = """
    INSERT INTO import_undo (job_id, product_id, version, before)
    SELECT $1, product_id, version, before::jsonb
    FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS undo (product_id, version, before)
"""
_PAGE = """
    SELECT product_id, version, before::text AS before FROM import_undo
    WHERE job_id = $1 AND ($2::uuid IS NULL OR product_id > $2) ORDER BY product_id LIMIT $3
"""
_REMOVE = (
    "DELETE FROM import_undo WHERE product_id = ANY($1::uuid[])",
    "DELETE FROM product_entry WHERE product_id = ANY($1::uuid[])",
    "DELETE FROM product_document WHERE product_id = ANY($1::uuid[])",
    "DELETE FROM picture WHERE product_id = ANY($1::uuid[])",
)
_REMOVE_VARIANTS = (
    "DELETE FROM price_period WHERE variant_id = ANY($1::uuid[])",
    "DELETE FROM variant WHERE id = ANY($1::uuid[])",
)


async def remember(
    on: asyncpg.Connection, job_id: UUID, pairs: Sequence[tuple[Product | None, Product]]
) -> None:
    """Each product as it was, beside the version that the import gave it."""
    await on.execute(
        _REMEMBER,
        job_id,
        [after.id for _, after in pairs],
        [after.version for _, after in pairs],
        [before and orjson.dumps(as_rows(before), default=str).decode() for before, _ in pairs],
    )


async def page(
    on: asyncpg.Connection, job_id: UUID, after: UUID | None, limit: int
) -> list[tuple[UUID, int, Product | None]]:
    """Product, the version the import left, and the product before it."""
    rows = await on.fetch(_PAGE, job_id, after, limit)
    kept = [orjson.loads(row["before"]) for row in rows if row["before"]]
    known = await from_rows(on, kept)
    return [(row["product_id"], row["version"], known.get(row["product_id"])) for row in rows]


async def ids(on: asyncpg.Connection, job_id: UUID) -> list[UUID]:
    rows = await on.fetch("SELECT product_id FROM import_undo WHERE job_id = $1", job_id)
    return [row["product_id"] for row in rows]


async def remove_variants(on: asyncpg.Connection, variant_ids: Sequence[UUID]) -> None:
    """Variants that only the import made. Raises asyncpg.ForeignKeyViolationError when used."""
    for statement in _REMOVE_VARIANTS:
        await on.execute(statement, list(variant_ids))


async def remove_products(on: asyncpg.Connection, gone: Sequence[Product]) -> None:
    """Drafts that only the import made and nobody ever saw."""
    product_ids = [product.id for product in gone]
    for statement in _REMOVE:
        await on.execute(statement, product_ids)
    await remove_variants(on, [variant.id for product in gone for variant in product.variants])
    await on.execute("DELETE FROM product WHERE id = ANY($1::uuid[])", product_ids)
