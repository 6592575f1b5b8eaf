"""Giving back, or taking, some of what an order holds: hold and reserved move together.

Each change is written down, so that a hold is always what was ordered and what came since.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.store import stock

# A line that was made on order, or was not counted, has no hold: nothing is given back.
_GIVE_BACK = """
    WITH asked AS (
        SELECT l.variant_id, sum(a.quantity) AS quantity
        FROM unnest($2::integer[], $3::integer[]) AS a (position, quantity)
        JOIN order_line l ON l.shop_order_id = $1 AND l.position = a.position
        GROUP BY l.variant_id
    ), lowered AS (
        UPDATE hold h SET quantity = h.quantity - least(asked.quantity, h.quantity)
        FROM asked, (
            SELECT order_id, variant_id, quantity FROM hold
            WHERE shop_order_id = $1 AND state = 'held' FOR UPDATE
        ) before
        WHERE h.order_id = before.order_id AND h.variant_id = before.variant_id
            AND asked.variant_id = h.variant_id AND h.state = 'held' AND before.quantity > 0
        RETURNING h.order_id, h.variant_id, before.quantity - h.quantity AS given
    ), noted AS (
        INSERT INTO hold_change (order_id, variant_id, delta, kind, account_id, at)
        SELECT order_id, variant_id, -given, $4, $5, $6 FROM lowered
    ), locked AS MATERIALIZED (
        SELECT s.variant_id FROM stock s
        WHERE s.variant_id IN (SELECT variant_id FROM lowered) ORDER BY s.variant_id FOR UPDATE
    )
    UPDATE stock s SET reserved = s.reserved - lowered.given, version = s.version + 1
    FROM lowered JOIN locked USING (variant_id)
    WHERE s.variant_id = lowered.variant_id
    RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
        s.not_counted, s.version
"""


async def give_back(
    tx: Transaction,
    shop_order_id: UUID,
    pieces: Sequence[tuple[int, int]],
    *,
    kind: str,
    account_id: UUID | None,
    at: datetime,
) -> None:
    """`pieces`: position and how many of it go back on sale."""
    if not pieces:
        return
    rows = await tx.fetch(
        _GIVE_BACK,
        shop_order_id,
        [position for position, _ in pieces],
        [quantity for _, quantity in pieces],
        kind,
        account_id,
        at,
    )
    if rows:
        tx.record(stock.changed(*(stock.stock_from(row) for row in rows)))
