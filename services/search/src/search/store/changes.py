"""Writes snapshots: newer versions only, and each change raises the product's `seq`.

The same version with other content is taken too: the publisher tells its past again when a release
has added fields, and a version says nothing of those. A state that was read as before stays.

The lock makes the order of `seq` the order of commits. Without it a reader could see 8 while 7 was
still uncommitted, move its cursor past it, and never look back.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from marketkit.contracts import StockLevel
from marketkit.db import Transaction

from search.domain.document import COUNTED_OUT

CHANNEL = "search_snapshots"
LOCK = 7_240_301

# One statement takes the lock and lets listeners know on commit.
_IN_ORDER = "SELECT pg_advisory_xact_lock($1), pg_notify($2, '')"
_PRODUCT = """
    INSERT INTO product_snapshot (product_id, shop_id, version, doc, deleted, seq)
    VALUES ($1, $2, $3, $4, $5, nextval('snapshot_seq'))
    ON CONFLICT (product_id) DO UPDATE SET
        shop_id = excluded.shop_id, version = excluded.version, doc = excluded.doc,
        deleted = excluded.deleted, seq = excluded.seq
    WHERE excluded.version > product_snapshot.version OR (
        excluded.version = product_snapshot.version AND excluded.doc <> product_snapshot.doc
    )
"""
_SHOP = """
    WITH newer AS (
        INSERT INTO shop_snapshot (shop_id, version, doc, seq)
        VALUES ($1, $2, $3, nextval('snapshot_seq'))
        ON CONFLICT (shop_id) DO UPDATE SET
            version = excluded.version, doc = excluded.doc, seq = excluded.seq
        WHERE excluded.version > shop_snapshot.version OR (
            excluded.version = shop_snapshot.version AND excluded.doc <> shop_snapshot.doc
        )
        RETURNING shop_id
    )
    UPDATE product_snapshot SET seq = nextval('snapshot_seq')
    WHERE shop_id IN (SELECT shop_id FROM newer) AND NOT deleted
"""
# Answers whose products they are when searchers would see a difference. Every sale changes a
# number, but few change what a search shows.
_STOCK = """
    WITH before AS MATERIALIZED (
        SELECT variant_id, product_id, on_order, least(available, $6) AS shown,
            available IS NULL AS endless
        FROM stock_snapshot WHERE variant_id = ANY($1::uuid[]) ORDER BY variant_id FOR UPDATE
    ), level AS MATERIALIZED (
        -- Counting makes this wait for `before`, which must look before anything is written.
        SELECT l.* FROM (SELECT count(*) FROM before) AS looked,
            unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::integer[], $5::boolean[])
                AS l (variant_id, product_id, version, available, on_order)
    ), newer AS (
        INSERT INTO stock_snapshot (variant_id, product_id, version, available, on_order)
        SELECT * FROM level ORDER BY variant_id
        ON CONFLICT (variant_id) DO UPDATE SET
            product_id = excluded.product_id, version = excluded.version,
            available = excluded.available, on_order = excluded.on_order
        WHERE excluded.version > stock_snapshot.version
        RETURNING *
    )
    SELECT DISTINCT newer.product_id FROM newer LEFT JOIN before USING (variant_id)
    WHERE (before.product_id, before.on_order, before.endless, before.shown) IS DISTINCT FROM
        (newer.product_id, newer.on_order, newer.available IS NULL, least(newer.available, $6))
"""
_AGAIN = """
    UPDATE product_snapshot SET seq = nextval('snapshot_seq')
    WHERE product_id = ANY($1::uuid[]) AND NOT deleted
"""


async def save_product(
    tx: Transaction, product_id: UUID, shop_id: UUID, version: int, doc: dict[str, Any]
) -> None:
    await _in_order(tx)
    await tx.execute(_PRODUCT, product_id, shop_id, version, doc, False)


async def bury_product(tx: Transaction, product_id: UUID, shop_id: UUID, version: int) -> None:
    """Keep a tombstone, so that an older state that comes later stays buried."""
    await _in_order(tx)
    await tx.execute(_PRODUCT, product_id, shop_id, version, None, True)


async def save_shop(tx: Transaction, shop_id: UUID, version: int, doc: dict[str, Any]) -> None:
    await _in_order(tx)
    await tx.execute(_SHOP, shop_id, version, doc)


async def save_stock(tx: Transaction, levels: Sequence[StockLevel]) -> None:
    changed = await tx.fetch(
        _STOCK,
        [level.variant_id for level in levels],
        [level.product_id for level in levels],
        [level.version for level in levels],
        [level.available for level in levels],
        [level.on_order for level in levels],
        COUNTED_OUT,
    )
    if changed:
        await _in_order(tx)
        await tx.execute(_AGAIN, [row["product_id"] for row in changed])


async def _in_order(tx: Transaction) -> None:
    await tx.execute(_IN_ORDER, LOCK, CHANNEL)
