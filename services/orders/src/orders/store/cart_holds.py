"""What carts at the checkout hold for minutes: reserved like an order's goods, not off the shelf.

A cart's row is the lock on its holds, taken before any stock; whoever changes them changes
`held_until` as well, so that the placing statement notices. Times are the database's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.holding import Holding
from orders.store import stock

_LOCK = """
    WITH mine AS (
        SELECT id, account_id, held_since, held_until FROM cart WHERE id = $1 FOR UPDATE
    )
    SELECT now() AS now, held_since AS since, held_until AS until, (
        SELECT count(*) FROM cart other
        WHERE other.account_id = mine.account_id AND other.order_id IS NULL
            AND other.held_until > now() AND other.id <> mine.id
    )::integer AS other_carts
    FROM mine
"""
_CHANGED = """
    s.variant_id, s.product_id, s.shop_id, s.on_hand, s.reserved, s.on_order, s.not_counted,
    s.version
"""
_HOLD = f"""
    WITH wanted AS MATERIALIZED (
        SELECT * FROM unnest($2::uuid[], $3::integer[]) AS w (variant_id, quantity)
    ), own AS MATERIALIZED (
        SELECT variant_id, quantity FROM hold WHERE order_id = $1 AND state = 'held'
    ), locked AS MATERIALIZED (
        SELECT variant_id, on_order OR not_counted AS endless, on_hand, reserved,
            on_hand - reserved AS available
        FROM stock
        WHERE variant_id IN (SELECT variant_id FROM wanted UNION SELECT variant_id FROM own)
        ORDER BY variant_id FOR UPDATE
    ), target AS MATERIALIZED (
        SELECT variant_id, locked.on_hand, locked.reserved, coalesce(own.quantity, 0) AS before,
            coalesce(locked.available, 0) + coalesce(own.quantity, 0) AS available,
            CASE WHEN locked.endless THEN 0 ELSE coalesce(wanted.quantity, 0) END AS quantity
        FROM wanted FULL JOIN own USING (variant_id) LEFT JOIN locked USING (variant_id)
    ), short AS MATERIALIZED (
        SELECT variant_id, available FROM target WHERE available < quantity
    ), settled AS MATERIALIZED (
        SELECT * FROM target WHERE NOT EXISTS (SELECT FROM short)
    ), dropped AS (
        DELETE FROM hold h USING settled t
        WHERE h.order_id = $1 AND h.variant_id = t.variant_id AND t.quantity = 0
    ), kept AS (
        UPDATE cart SET held_until = now() + $4::interval,
            held_since = CASE WHEN $5 THEN now() ELSE held_since END
        WHERE id = $1 AND NOT EXISTS (SELECT FROM short) AND (
            held_until IS NULL OR held_until < now() + $4::interval - interval '30 seconds'
            OR EXISTS (SELECT FROM settled WHERE quantity <> before)
        )
        RETURNING held_until
    ), put AS (
        INSERT INTO hold (order_id, variant_id, shop_order_id, quantity, state, expires_at)
        SELECT $1, variant_id, $1, quantity, 'held', now() + $4::interval
        FROM settled WHERE quantity > 0 AND EXISTS (SELECT FROM kept)
        ON CONFLICT (order_id, variant_id)
        DO UPDATE SET quantity = excluded.quantity, expires_at = excluded.expires_at
    ), moved AS (
        -- From the counts as they were locked: `placing_statement.py` says why.
        UPDATE stock s SET on_hand = t.on_hand, reserved = t.reserved + t.quantity - t.before,
            version = s.version + 1
        FROM settled t WHERE s.variant_id = t.variant_id AND t.quantity <> t.before
        RETURNING {_CHANGED}
    )
    SELECT coalesce(
            (SELECT held_until FROM kept), (SELECT held_until FROM cart WHERE id = $1)
        ) AS held_until,
        (SELECT jsonb_object_agg(variant_id, available) FROM short) AS short, moved.*
    FROM (SELECT) AS one LEFT JOIN moved ON true
"""  # noqa: S608 -- our own column list
_OVERDUE = """
    SELECT id FROM cart WHERE held_until <= now()
    ORDER BY held_until LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_OF_ACCOUNT = """
    SELECT id FROM cart WHERE account_id = $1 AND order_id IS NULL AND held_until IS NOT NULL
    ORDER BY id FOR UPDATE
"""
_HOLDING = """
    SELECT id FROM cart
    WHERE id IN (SELECT order_id FROM hold WHERE variant_id = $1 AND shop_order_id = order_id)
    ORDER BY id FOR UPDATE
"""
_FREE = f"""
    WITH given AS MATERIALIZED (
        SELECT order_id, variant_id, quantity FROM hold
        WHERE order_id = ANY($1::uuid[]) AND state = 'held'
            AND ($2::uuid[] IS NULL OR variant_id <> ALL($2::uuid[]))
    ), locked AS MATERIALIZED (
        SELECT variant_id FROM stock WHERE variant_id IN (SELECT variant_id FROM given)
        ORDER BY variant_id FOR UPDATE
    ), gone AS (
        DELETE FROM hold h USING given g
        WHERE h.order_id = g.order_id AND h.variant_id = g.variant_id
    ), ended AS (
        UPDATE cart SET held_until = NULL
        WHERE $2::uuid[] IS NULL AND id = ANY($1::uuid[]) AND held_until IS NOT NULL
    ), freed AS (
        SELECT variant_id, sum(quantity)::integer AS quantity FROM given GROUP BY variant_id
    )
    UPDATE stock s SET reserved = s.reserved - freed.quantity, version = s.version + 1
    FROM freed JOIN locked USING (variant_id)
    WHERE s.variant_id = freed.variant_id
    RETURNING {_CHANGED}
"""  # noqa: S608 -- our own column list


@dataclass(frozen=True, slots=True)
class Held:
    """Until when; or what there is too little of, and then nothing has changed."""

    until: datetime | None
    short: Mapping[UUID, int]


async def lock(tx: Transaction, cart_id: UUID) -> Holding | None:
    """The cart's holds, and that nobody else touches them until the transaction ends."""
    row = await tx.fetchrow(_LOCK, cart_id)
    return Holding(**row) if row else None


async def hold(
    tx: Transaction,
    cart_id: UUID,
    wanted: Mapping[UUID, int],
    length: timedelta,
    *,
    anew: bool,
) -> Held:
    """Exactly this is held from now on. The caller holds the cart's lock.

    Asked again within seconds nothing is written: tabs that look at the same cart, and one of them
    ordering it, do not get in each other's way.
    """
    variants = sorted(wanted)
    quantities = [wanted[variant] for variant in variants]
    rows = await tx.fetch(_HOLD, cart_id, variants, quantities, length, anew)
    _tell(tx, [row for row in rows if row["variant_id"] is not None])
    short = {UUID(key): value for key, value in (rows[0]["short"] or {}).items()}
    return Held(rows[0]["held_until"], short)


async def keep_only(tx: Transaction, cart_id: UUID, variants: Sequence[UUID]) -> None:
    """What is no longer in the cart is no longer held. The caller holds the cart's lock."""
    _tell(tx, await tx.fetch(_FREE, [cart_id], list(variants)))


async def free(tx: Transaction, cart_ids: Sequence[UUID]) -> None:
    """Let go of all that these hold. The caller holds their locks."""
    if cart_ids:
        _tell(tx, await tx.fetch(_FREE, list(cart_ids), None))


async def free_overdue(tx: Transaction, limit: int) -> int:
    """What nobody came back for; answers how many carts."""
    return await _free_found(tx, _OVERDUE, limit)


async def free_account(tx: Transaction, account_id: UUID) -> int:
    return await _free_found(tx, _OF_ACCOUNT, account_id)


async def free_variant(tx: Transaction, variant_id: UUID) -> int:
    """Somebody counts the shelf: what is not ordered does not stand in the way."""
    return await _free_found(tx, _HOLDING, variant_id)


async def _free_found(tx: Transaction, query: str, argument: Any) -> int:
    # Two statements: what a cart holds is read after its lock is there.
    found = [row["id"] for row in await tx.fetch(query, argument)]
    await free(tx, found)
    return len(found)


def _tell(tx: Transaction, rows: Sequence[Any]) -> None:
    if rows:
        tx.record(stock.changed(*(stock.stock_from(row) for row in rows)))
