"""Giving back, or taking, some of what an order holds: hold and reserved move together.

Each change is written down, so that a hold is always what was ordered and what came since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.errors import NotEnoughStockError
from orders.store import stock

# A line that was made on order, or was not counted, has no hold: nothing is given back. What is
# gone leaves the shelf too, with a movement that says so.
_GIVE_BACK = """
    WITH asked AS (
        SELECT variant_id, sum(quantity) AS quantity
        FROM unnest($2::uuid[], $3::integer[]) AS a (variant_id, quantity) GROUP BY variant_id
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
    ), gone AS (
        INSERT INTO stock_movement (variant_id, kind, delta, shop_order_id, account_id)
        SELECT variant_id, 'corrected', -given, $1, $5 FROM lowered WHERE $7
    ), locked AS MATERIALIZED (
        SELECT s.variant_id FROM stock s
        WHERE s.variant_id IN (SELECT variant_id FROM lowered) ORDER BY s.variant_id FOR UPDATE
    )
    UPDATE stock s SET reserved = s.reserved - lowered.given,
        on_hand = s.on_hand - CASE WHEN $7 THEN lowered.given ELSE 0 END, version = s.version + 1
    FROM lowered JOIN locked USING (variant_id)
    WHERE s.variant_id = lowered.variant_id
    RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
        s.not_counted, s.version
"""
_VARIANTS = """
    SELECT position, variant_id FROM order_line
    WHERE shop_order_id = $1 AND position = ANY($2::integer[])
"""
_TAKE = """
    WITH held AS (
        INSERT INTO hold (order_id, variant_id, shop_order_id, quantity, state)
        VALUES ($1, $2, $3, $4, 'held')
        ON CONFLICT (order_id, variant_id) DO UPDATE SET quantity = hold.quantity + $4
    ), noted AS (
        INSERT INTO hold_change (order_id, variant_id, delta, kind, account_id, at)
        VALUES ($1, $2, $4, $5, $6, $7)
    )
    UPDATE stock s SET reserved = s.reserved + $4, version = s.version + 1
    WHERE s.variant_id = $2
    RETURNING s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order,
        s.not_counted, s.version
"""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a hold changes, by whom and when."""

    kind: str
    account_id: UUID | None
    at: datetime


async def give_back_lines(
    tx: Transaction, shop_order_id: UUID, pieces: Mapping[int, int], cause: Cause, *, gone: bool
) -> None:
    """So many pieces by position."""
    if pieces:
        rows = await tx.fetch(_VARIANTS, shop_order_id, list(pieces))
        variants = {row["variant_id"]: pieces[row["position"]] for row in rows}
        await give_back(tx, shop_order_id, variants, cause, gone=gone)


async def give_back(
    tx: Transaction,
    shop_order_id: UUID,
    pieces: Mapping[UUID, int],
    cause: Cause,
    *,
    gone: bool = False,
) -> None:
    """So many pieces by variant, in one statement, so that shelves are locked in their order.

    They are on sale again, unless they are `gone`: then they were never there.
    """
    rows = await tx.fetch(
        _GIVE_BACK,
        shop_order_id,
        list(pieces),
        list(pieces.values()),
        cause.kind,
        cause.account_id,
        cause.at,
        gone,
    )
    if rows:
        tx.record(stock.changed(*(stock.stock_from(row) for row in rows)))


async def take(
    tx: Transaction,
    order_id: UUID,
    shop_order_id: UUID,
    variant_id: UUID,
    quantity: int,
    cause: Cause,
) -> int:
    """How many are held now for it: none of what cannot run out. Raises NotEnoughStockError."""
    found = await stock.lock(tx, variant_id)
    available = found[0].available if found else 0
    if available is None:
        return 0
    if available < quantity:
        raise NotEnoughStockError(available=max(0, available))
    row = await tx.fetchrow(
        _TAKE,
        order_id,
        variant_id,
        shop_order_id,
        quantity,
        cause.kind,
        cause.account_id,
        cause.at,
    )
    tx.record(stock.changed(stock.stock_from(row)))
    return quantity
