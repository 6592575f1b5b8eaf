"""Writes snapshots: newer versions only, and each change raises the product's `seq`.

The lock makes the order of `seq` the order of commits. Without it a reader could see 8 while 7 was
still uncommitted, move its cursor past it, and never look back.
"""

from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from search.domain.document import COUNTED_OUT

CHANNEL = "search_snapshots"
_LOCK = 7_240_301

# One statement takes the lock and lets listeners know on commit.
_IN_ORDER = "SELECT pg_advisory_xact_lock($1), pg_notify($2, '')"
_PRODUCT = """
    INSERT INTO product_snapshot (product_id, shop_id, version, doc, deleted, seq)
    VALUES ($1, $2, $3, $4, $5, nextval('snapshot_seq'))
    ON CONFLICT (product_id) DO UPDATE SET
        shop_id = excluded.shop_id, version = excluded.version, doc = excluded.doc,
        deleted = excluded.deleted, seq = excluded.seq
    WHERE excluded.version > product_snapshot.version
"""
_SHOP = """
    WITH newer AS (
        INSERT INTO shop_snapshot (shop_id, version, doc) VALUES ($1, $2, $3)
        ON CONFLICT (shop_id) DO UPDATE SET version = excluded.version, doc = excluded.doc
        WHERE excluded.version > shop_snapshot.version
        RETURNING shop_id
    )
    UPDATE product_snapshot SET seq = nextval('snapshot_seq')
    WHERE shop_id IN (SELECT shop_id FROM newer) AND NOT deleted
"""
# Answers whose product it is when searchers would see a difference. Every sale changes a number,
# but few change what a search shows.
_STOCK = """
    WITH before AS MATERIALIZED (
        SELECT product_id, on_order, CASE WHEN available < $6 THEN available ELSE $6 END AS shown,
            available IS NULL AS endless
        FROM stock_snapshot WHERE variant_id = $1 FOR UPDATE
    ), newer AS (
        INSERT INTO stock_snapshot (variant_id, product_id, version, available, on_order)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (variant_id) DO UPDATE SET
            product_id = excluded.product_id, version = excluded.version,
            available = excluded.available, on_order = excluded.on_order
        WHERE excluded.version > stock_snapshot.version
        RETURNING product_id
    )
    SELECT product_id FROM newer WHERE NOT EXISTS (
        SELECT FROM before
        WHERE product_id = $2 AND on_order = $5 AND endless = ($4::integer IS NULL)
            AND shown = CASE WHEN $4 < $6 THEN $4 ELSE $6 END
    )
"""
_AGAIN = """
    UPDATE product_snapshot SET seq = nextval('snapshot_seq')
    WHERE product_id = $1 AND NOT deleted
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


async def save_stock(
    tx: Transaction,
    variant_id: UUID,
    product_id: UUID,
    version: int,
    *,
    available: int | None,
    on_order: bool,
) -> None:
    changed = await tx.fetchval(
        _STOCK, variant_id, product_id, version, available, on_order, COUNTED_OUT
    )
    if changed:
        await _in_order(tx)
        await tx.execute(_AGAIN, changed)


async def _in_order(tx: Transaction) -> None:
    await tx.execute(_IN_ORDER, _LOCK, CHANNEL)
