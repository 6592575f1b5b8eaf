"""Holding again what an unpaid order had given back: all of it, or nothing."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.store import stock

_TOO_LATE = "SELECT EXISTS (SELECT FROM shop_order WHERE order_id = $1 AND slot_start <= $2)"
_HOLD_AGAIN = """
    WITH gone AS MATERIALIZED (
        SELECT h.variant_id, h.quantity FROM hold h
        WHERE h.order_id = $1 AND h.state IN ('released', 'expired')
    ), locked AS MATERIALIZED (
        SELECT s.variant_id, s.on_order OR s.not_counted AS endless,
            s.on_hand, s.reserved, s.on_hand - s.reserved AS available
        FROM stock s
        WHERE s.variant_id IN (SELECT variant_id FROM gone) ORDER BY s.variant_id FOR UPDATE
    ), short AS (
        SELECT FROM gone LEFT JOIN locked USING (variant_id)
        WHERE NOT coalesce(locked.endless, false)
            AND coalesce(locked.available, 0) < gone.quantity
    ), wanted AS MATERIALIZED (
        SELECT gone.*, locked.endless, locked.on_hand, locked.reserved
        FROM gone JOIN locked USING (variant_id)
        WHERE NOT EXISTS (SELECT FROM short)
    ), needless AS (
        -- What is made on order by now, or not counted any more, needs no hold.
        DELETE FROM hold h USING wanted
        WHERE h.order_id = $1 AND h.variant_id = wanted.variant_id AND wanted.endless
    ), held AS (
        UPDATE hold h SET state = 'held', ended_at = NULL, expires_at = NULL
        FROM wanted
        WHERE h.order_id = $1 AND h.variant_id = wanted.variant_id AND NOT wanted.endless
    ), taken AS (
        -- From the counts as they were locked: `placing_statement.py` says why.
        UPDATE stock s SET on_hand = wanted.on_hand,
            reserved = wanted.reserved + wanted.quantity, version = s.version + 1
        FROM wanted WHERE s.variant_id = wanted.variant_id AND NOT wanted.endless
        RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
            s.not_counted, s.version
    )
    SELECT EXISTS (SELECT FROM short) AS short, taken.* FROM (SELECT) AS one
    LEFT JOIN taken ON true
"""


async def hold_again(tx: Transaction, order_id: UUID, now: datetime) -> bool:
    """True when everything is held again; nothing is changed otherwise."""
    if await tx.fetchval(_TOO_LATE, order_id, now):
        return False
    rows = await tx.fetch(_HOLD_AGAIN, order_id)
    if rows[0]["short"]:
        return False
    taken = [stock.stock_from(row) for row in rows if row["variant_id"] is not None]
    if taken:
        tx.record(stock.changed(*taken))
    return True
