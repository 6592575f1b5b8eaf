"""Offers that somebody has to confirm, and the shops they belong to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Database, Session

from catalog.domain.freshness import STALE_AFTER, UNCONFIRMED
from catalog.store.wide import connection_of

# What waits to be confirmed is always said in the same words: they are an index's condition.
_TO_REMIND = """
    SELECT shop.id, shop.name, shop.email, count(*) AS count
    FROM product JOIN shop ON shop.id = product.shop_id
    WHERE product.status = 'published' AND product.availability = 'said'
        AND product.confirmed_at <= $1 AND shop.status = 'live' AND shop.email <> ''
        AND NOT EXISTS (
            SELECT FROM mail WHERE dedupe_key = 'freshness_renewal:' || shop.id || ':' || $2
        )
    GROUP BY shop.id ORDER BY shop.id LIMIT $3
"""
_TO_PAUSE = """
    SELECT DISTINCT product.shop_id FROM product JOIN shop ON shop.id = product.shop_id
    WHERE product.status = 'published' AND product.availability = 'said'
        AND product.confirmed_at <= $1 AND shop.status = 'live'
    LIMIT $2
"""
_UNCONFIRMED = """
    SELECT id FROM product
    WHERE status = 'published' AND availability = 'said' AND shop_id = $1 AND confirmed_at <= $2
    ORDER BY confirmed_at, id LIMIT $3
"""
_TO_CONFIRM = """
    SELECT id FROM product
    WHERE shop_id = $1 AND availability = 'said'
        AND ((status = 'published' AND confirmed_at <= $2)
             OR (status = 'withdrawn' AND paused_for = $3))
    ORDER BY lower(title), id LIMIT $4
"""
_OFFERS = """
    SELECT id, slug, title, picture, status, said, confirmed_at, paused_for,
        lower(title) AS sort_title
    FROM product
    WHERE shop_id = $1 AND availability = 'said'
        AND (status = 'published' OR (status = 'withdrawn' AND paused_for <> ''))
        AND ($2::text IS NULL OR (lower(title), id) > ($2, $3::uuid))
    ORDER BY lower(title), id LIMIT $4
"""
_SOME = """
    SELECT id, slug, title, picture, status, said, confirmed_at, paused_for
    FROM product WHERE id = ANY($1::uuid[]) ORDER BY lower(title), id
"""
_SCORES = """
    SELECT shop_id, count(*) FILTER (WHERE status = 'published') AS offers,
        count(*) FILTER (
            WHERE status = 'published' AND availability = 'said' AND confirmed_at <= $2
        ) AS stale
    FROM product WHERE shop_id = ANY($1::uuid[]) GROUP BY shop_id
"""


@dataclass(frozen=True, slots=True)
class WaitingShop:
    id: UUID
    name: str
    email: str
    count: int
    """Offers that are stale."""


def reminder_key(shop_id: UUID, week: str) -> str:
    return f"freshness_renewal:{shop_id}:{week}"


async def shops_to_remind(
    session: Session, stale_since: datetime, week: str, limit: int
) -> list[WaitingShop]:
    """Live shops with stale offers that have had no mail about them this week."""
    on = await connection_of(session)
    rows = await on.fetch(_TO_REMIND, stale_since, week, limit)
    return [WaitingShop(row["id"], row["name"], row["email"], row["count"]) for row in rows]


async def shops_to_pause(db: Database, before: datetime, limit: int) -> list[UUID]:
    return [row["shop_id"] for row in await db.pool.fetch(_TO_PAUSE, before, limit)]


async def unconfirmed(session: Session, shop_id: UUID, before: datetime, limit: int) -> list[UUID]:
    on = await connection_of(session)
    return [row["id"] for row in await on.fetch(_UNCONFIRMED, shop_id, before, limit)]


async def to_confirm(session: Session, shop_id: UUID, now: datetime, limit: int) -> list[UUID]:
    """Stale offers of the shop, and those taken off sale for it, by title."""
    on = await connection_of(session)
    rows = await on.fetch(_TO_CONFIRM, shop_id, now - STALE_AFTER, UNCONFIRMED, limit)
    return [row["id"] for row in rows]


async def offers(
    db: Database, shop_id: UUID, after: tuple[str, UUID] | None, limit: int
) -> list[Any]:
    """What the shop says without counting, by title."""
    title, last = after or (None, None)
    rows: list[Any] = await db.pool.fetch(_OFFERS, shop_id, title, last, limit)
    return rows


async def some(session: Session, ids: list[UUID]) -> list[Any]:
    on = await connection_of(session)
    rows: list[Any] = await on.fetch(_SOME, ids)
    return rows


async def counts(db: Database, shop_ids: list[UUID], now: datetime) -> dict[UUID, tuple[int, int]]:
    """By shop how many offers there are, and how many of them are stale."""
    rows = await db.pool.fetch(_SCORES, shop_ids, now - STALE_AFTER)
    return {row["shop_id"]: (row["offers"], row["stale"]) for row in rows}
