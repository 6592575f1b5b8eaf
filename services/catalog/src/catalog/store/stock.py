"""The copy of what can be bought now; orders owns the stock and tells us."""

from collections.abc import Sequence
from typing import Any

import orjson
from marketkit.contracts import StockLevel
from marketkit.db import Transaction

from catalog.store import product_entries
from catalog.store.answers import digest, etag

# The product's row is what every change of the product locks, so the document below cannot be
# rewritten between our reading and writing it. Locked in one order, so that nobody waits in a
# circle.
_LOCK = "SELECT id FROM product WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE"
_NEWER = """
    UPDATE variant SET available = level.available, on_order = level.on_order,
        stock_version = level.version,
        -- Once something was sold, the last count is no longer what is there.
        counted = CASE WHEN counted = level.available THEN counted END
    FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::boolean[], $5::bigint[])
        AS level (product_id, variant_id, available, on_order, version)
    WHERE variant.id = level.variant_id AND variant.product_id = level.product_id
        AND stock_version < level.version
    RETURNING variant.id, variant.product_id, variant.available, variant.on_order
"""
_READ = "SELECT product_id, body FROM product_document WHERE product_id = ANY($1::uuid[])"
_WRITE = """
    UPDATE product_document d SET body = fresh.body, etag = fresh.etag
    FROM unnest($1::uuid[], $2::bytea[], $3::text[]) AS fresh (product_id, body, etag)
    WHERE d.product_id = fresh.product_id
"""


async def note(tx: Transaction, levels: Sequence[StockLevel]) -> None:
    """Take over newer levels, in the variants and in the products' stored answers."""
    await tx.fetch(_LOCK, {level.product_id for level in levels})
    newer = await tx.fetch(
        _NEWER,
        [level.product_id for level in levels],
        [level.variant_id for level in levels],
        [level.available for level in levels],
        [level.on_order for level in levels],
        [level.version for level in levels],
    )
    if not newer:
        return
    fresh = {
        str(row["id"]): {"available": row["available"], "on_order": row["on_order"]}
        for row in newer
    }
    rows = await tx.fetch(_READ, {row["product_id"] for row in newer})
    bodies = [(row["product_id"], *_with(row["body"], fresh)) for row in rows]
    await product_entries.count(tx.connection, {row["product_id"] for row in newer})
    await tx.execute(_WRITE, *(list(column) for column in zip(*bodies, strict=True)))


def _with(body: bytes, fresh: dict[str, dict[str, Any]]) -> tuple[bytes, str]:
    """The stored answer with the variants' new levels, and its new tag."""
    document: dict[str, Any] = orjson.loads(body)
    document["variants"] = [v | fresh.get(v["id"], {}) for v in document["variants"]]
    changed = orjson.dumps(document)
    return changed, etag(document["version"], digest(changed))
