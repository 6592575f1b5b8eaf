"""What is held for orders: kept, committed at hand-over, or given back.

Every transition starts from `state = 'held'` and moves the counters only for the rows it really
changed, so a hand-over, a cancellation and an expiry may race: one of them wins, once.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.stock import HoldState
from orders.store import stock

_KEEP = """
    UPDATE hold SET expires_at = NULL
    WHERE order_id = $1 AND state = 'held' AND expires_at IS NOT NULL
"""
_GIVE_BACK = """
    WITH ended AS (
        UPDATE hold SET state = $3, ended_at = now()
        WHERE order_id = $1 AND shop_order_id = ANY($2::uuid[]) AND state = 'held'
        RETURNING variant_id, quantity
    ), locked AS MATERIALIZED (
        SELECT s.variant_id FROM stock s
        WHERE s.variant_id IN (SELECT variant_id FROM ended) ORDER BY s.variant_id FOR UPDATE
    )
    UPDATE stock s SET reserved = s.reserved - ended.quantity, version = s.version + 1
    FROM ended JOIN locked USING (variant_id)
    WHERE s.variant_id = ended.variant_id
    RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
        s.not_counted, s.version
"""
_COMMIT = """
    WITH ended AS (
        UPDATE hold SET state = 'committed', ended_at = now()
        WHERE order_id = $1 AND shop_order_id = $2 AND state = 'held'
        RETURNING variant_id, quantity
    ), locked AS MATERIALIZED (
        SELECT s.variant_id FROM stock s
        WHERE s.variant_id IN (SELECT variant_id FROM ended) ORDER BY s.variant_id FOR UPDATE
    ), sold AS (
        INSERT INTO stock_movement (variant_id, kind, delta, shop_order_id)
        SELECT variant_id, 'sold', -quantity, $2 FROM ended WHERE quantity > 0
    )
    UPDATE stock s SET on_hand = s.on_hand - ended.quantity,
        reserved = s.reserved - ended.quantity, version = s.version + 1
    FROM ended JOIN locked USING (variant_id)
    WHERE s.variant_id = ended.variant_id
    RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
        s.not_counted, s.version
"""


async def keep(tx: Transaction, order_id: UUID) -> None:
    """The money is on its way or has come: hold without an end."""
    await tx.execute(_KEEP, order_id)


async def give_back(
    tx: Transaction, order_id: UUID, shop_order_ids: Sequence[UUID], state: HoldState
) -> None:
    """Release what is still held for these shop orders, as `released` or `expired`."""
    _tell(tx, await tx.fetch(_GIVE_BACK, order_id, shop_order_ids, state))


async def commit(tx: Transaction, order_id: UUID, shop_order_id: UUID) -> None:
    """It left the shop: take it off the shelf and off the reservations."""
    _tell(tx, await tx.fetch(_COMMIT, order_id, shop_order_id))


def _tell(tx: Transaction, rows: Sequence[Any]) -> None:
    if rows:
        tx.record(stock.changed(*(stock.stock_from(row) for row in rows)))
