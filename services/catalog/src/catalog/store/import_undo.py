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
