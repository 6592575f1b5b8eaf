"""Closing rounds, and what their producers are to bring."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_DUE = """
    SELECT r.id FROM selling_round r
    WHERE r.closed_at IS NULL AND r.closes_at <= $1 AND (r.closes_at <= $2 OR NOT EXISTS (
        SELECT FROM "order" o JOIN shop_order so ON so.order_id = o.id
        WHERE o.status = 'awaiting_payment' AND so.fulfilment ->> 'round_id' = r.id::text
    )) AND r.id <> ALL($4::uuid[])
    ORDER BY r.closes_at LIMIT $3
"""
_LOCK_ENDED = """
    SELECT id FROM selling_round WHERE id = $1 AND closed_at IS NULL AND closes_at <= $2
    FOR UPDATE SKIP LOCKED
"""
_LISTS = """
    INSERT INTO round_list (id, round_id, shop_id, closing, made_at)
    SELECT gen_random_uuid(), r.id, p.shop_id, r.closings + 1, $2
    FROM selling_round r JOIN round_producer p ON p.round_id = r.id
    WHERE r.id = $1
    ON CONFLICT DO NOTHING
"""
_MAILS = """
    INSERT INTO mail (id, kind, round_list_id, to_address, dedupe_key)
    SELECT gen_random_uuid(), $2, l.id, s.email, $2 || ':' || l.id
    FROM selling_round r
    JOIN round_list l ON l.round_id = r.id AND l.closing = r.closings + 1
    JOIN shop_copy s ON s.shop_id = l.shop_id
    WHERE r.id = $1 AND s.email <> ''
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_CLOSED = "UPDATE selling_round SET closed_at = $2, closings = closings + 1 WHERE id = $1"
_LIST = """
    SELECT l.round_id, l.shop_id, s.slug, s.name FROM round_list l JOIN shop_copy s USING (shop_id)
    WHERE l.id = $1
"""
# By the index of the counter: what a shop has to hand over since the round began.
_ORDERED = """
    SELECT so.number, so.slot_start, so.slot_end, so.fulfilment, o.contact_name AS name, (
        SELECT jsonb_agg(
            jsonb_build_object('quantity', l.quantity, 'title', l.shown ->> 'title',
                'label', l.shown ->> 'label') ORDER BY l.position
        ) FROM order_line l WHERE l.shop_order_id = so.id
    ) AS lines
    FROM shop_order so JOIN "order" o ON o.id = so.order_id
    WHERE so.shop_id = $2 AND so.opened_at IS NOT NULL AND so.slot_start >= $3
        AND so.status NOT IN ('declined', 'cancelled')
        AND so.fulfilment ->> 'round_id' = $1::uuid::text
    ORDER BY so.slot_start, so.number
"""
_COUNTS = """
    SELECT so.shop_id, count(*)::integer AS orders, sum(so.subtotal)::integer AS goods
    FROM shop_order so
    WHERE so.shop_id = ANY($2::uuid[]) AND so.opened_at IS NOT NULL AND so.slot_start >= $3
        AND so.status NOT IN ('declined', 'cancelled')
        AND so.fulfilment ->> 'round_id' = $1::uuid::text
    GROUP BY so.shop_id
"""


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


async def ordered(on: Connection, round_id: UUID, shop_id: UUID, since: datetime) -> list[Any]:
    """One producer's orders of the round, by the time at which they are handed out."""
    return await on.fetch(_ORDERED, round_id, shop_id, since)


async def counts(
    on: Connection, round_id: UUID, shop_ids: Sequence[UUID], since: datetime
) -> dict[UUID, Any]:
    """How many orders each producer has, and goods for how much; without who ordered."""
    rows = await on.fetch(_COUNTS, round_id, shop_ids, since)
    return {row["shop_id"]: row for row in rows}


async def find(on: Connection, list_id: UUID) -> Any | None:
    rows = await on.fetch(_LIST, list_id)
    return rows[0] if rows else None


async def due(
    on: Connection, until: datetime, at_the_latest: datetime, limit: int, but: Sequence[UUID]
) -> list[UUID]:
    """Rounds that have ended and still wait for their lists.

    What is still being paid is waited for, so that it stands on the list, but not for ever.
    """
    return [row["id"] for row in await on.fetch(_DUE, until, at_the_latest, limit, but)]


async def lock_ended(tx: Transaction, round_id: UUID, until: datetime) -> bool:
    """Whether it is still to be closed, and by nobody else."""
    return await tx.fetchval(_LOCK_ENDED, round_id, until) is not None


async def close(tx: Transaction, round_id: UUID, at: datetime, kind: str) -> None:
    """Its lists are made, one for each producer, and each list's mail is queued: once."""
    await tx.execute(_LISTS, round_id, at)
    await tx.execute(_MAILS, round_id, kind)
    await tx.execute(_CLOSED, round_id, at)
