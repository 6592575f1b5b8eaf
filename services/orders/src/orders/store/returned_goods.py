"""Withdrawn goods that came back: noted once a line, and back on the shelf when they sell again."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.store import stock

# What was replaced came home as its substitute; what was never counted is not counted now.
_ADD = """
    WITH back AS (
        INSERT INTO returned_line (shop_order_id, position, quantity, restock, account_id, at)
        SELECT l.shop_order_id, l.position, l.quantity, $5, $3, $4 FROM order_line l
        WHERE l.shop_order_id = $1 AND l.position = ANY($2::integer[])
        ON CONFLICT DO NOTHING
        RETURNING position, quantity
    ), pieces AS (
        SELECT l.variant_id, back.quantity - coalesce((
            SELECT sum(d.quantity) FROM reduction d
            WHERE d.shop_order_id = $1 AND d.position = back.position
        ), 0) AS quantity
        FROM back JOIN order_line l ON l.shop_order_id = $1 AND l.position = back.position
        UNION ALL
        SELECT s.variant_id, s.quantity FROM back
        JOIN substitute s ON s.shop_order_id = $1 AND s.position = back.position
            AND s.state = 'agreed'
    ), total AS (
        SELECT variant_id, sum(quantity)::integer AS quantity FROM pieces
        WHERE $5 GROUP BY variant_id HAVING sum(quantity) > 0
    ), locked AS MATERIALIZED (
        SELECT s.variant_id FROM stock s JOIN total USING (variant_id)
        WHERE NOT s.on_order AND NOT s.not_counted ORDER BY s.variant_id FOR UPDATE OF s
    ), moved AS (
        INSERT INTO stock_movement (variant_id, kind, delta, shop_order_id, account_id)
        SELECT variant_id, 'returned', quantity, $1, $3 FROM total JOIN locked USING (variant_id)
    )
    UPDATE stock s SET on_hand = s.on_hand + total.quantity, version = s.version + 1
    FROM total JOIN locked USING (variant_id)
    WHERE s.variant_id = total.variant_id
    RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
        s.not_counted, s.version
"""


async def add(
    tx: Transaction,
    shop_order_id: UUID,
    positions: Collection[int],
    account_id: UUID,
    at: datetime,
    *,
    restock: bool,
) -> None:
    rows = await tx.fetch(_ADD, shop_order_id, sorted(positions), account_id, at, restock)
    if rows:
        tx.record(stock.changed(*(stock.stock_from(row) for row in rows)))
