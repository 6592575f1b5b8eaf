"""The copy of what can be bought now; orders owns the stock and tells us."""

from typing import Any
from uuid import UUID

import orjson
from marketkit.db import Transaction

from catalog.store.answers import digest, etag

# The product's row is what every change of the product locks, so the document below cannot be
# rewritten between our reading and writing it.
_LOCK = "SELECT true FROM product WHERE id = $1 FOR UPDATE"
_NEWER = """
    UPDATE variant SET available = $2, on_order = $3, stock_version = $4
    WHERE id = $1 AND stock_version < $4 RETURNING true
"""
_READ = "SELECT body FROM product_document WHERE product_id = $1"
_WRITE = "UPDATE product_document SET body = $2, etag = $3 WHERE product_id = $1"


async def note(
    tx: Transaction, product_id: UUID, variant_id: UUID, *, version: int, available: int | None,
    on_order: bool,
) -> None:  # fmt: skip
    """Take over a newer state, in the variant and in the product's stored answer."""
    if not await tx.fetchval(_LOCK, product_id):
        return
    if not await tx.fetchval(_NEWER, variant_id, available, on_order, version):
        return
    document: dict[str, Any] = orjson.loads(await tx.fetchval(_READ, product_id))
    for variant in document["variants"]:
        if variant["id"] == str(variant_id):
            variant |= {"available": available, "on_order": on_order}
    body = orjson.dumps(document)
    await tx.execute(_WRITE, product_id, body, etag(document["version"], digest(body)))
