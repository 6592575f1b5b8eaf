"""Parts that are where their buyers collect them: who may say so, that it is so, that it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from orders.store import orders
from orders.store.access import Right

_ORDERS = "SELECT DISTINCT order_id FROM shop_order WHERE id = ANY($1::uuid[])"
# Where a host is trusted the host says it, everywhere else the shop that brings it.
_ASKED = """
    SELECT so.id, so.order_id, so.status, so.fulfilment ->> 'way' AS way,
        so.opened_at IS NOT NULL AS opened, p.id AS point_id, who.role, who.actions
    FROM shop_order so
    LEFT JOIN pickup_point p ON p.id = (so.fulfilment ->> 'point_id')::uuid
    LEFT JOIN point_shop s ON s.point_id = p.id AND s.shop_id = so.shop_id AND s.with_host
    LEFT JOIN staff_copy who ON who.account_id = $2 AND (who.until IS NULL OR who.until > $3)
        AND who.shop_id = CASE WHEN s.with_host THEN p.host_shop_id ELSE so.shop_id END
    WHERE so.id = ANY($1::uuid[])
"""
_ARRIVED = """
    INSERT INTO arrival (shop_order_id, point_id, account_id, at)
    SELECT id, point_id, $3, $4 FROM unnest($1::uuid[], $2::uuid[]) AS said (id, point_id)
    ON CONFLICT (shop_order_id) DO NOTHING
    RETURNING id
"""
_NOT_ARRIVED = "DELETE FROM arrival WHERE shop_order_id = $1 RETURNING id"
_KEEP_BACK = """
    DELETE FROM mail m USING arrival a
    WHERE a.shop_order_id = $1 AND m.dedupe_key = $2::text || ':' || a.id
        AND m.attempts = 0 AND m.sent_at IS NULL AND m.given_up_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A part somebody says something about."""

    id: UUID
    order_id: UUID
    status: str
    way: str | None
    opened: bool
    point_id: UUID | None
    right: Right | None
    """What they are at the shop whose word counts there; None: nothing."""


async def lock(
    tx: Transaction, shop_order_ids: Sequence[UUID], account_id: UUID, at: datetime
) -> list[Asked]:
    """Those there are, with their orders locked in the order of all who lock many."""
    rows = await tx.fetch(_ORDERS, shop_order_ids)
    await orders.lock_all(tx, [row["order_id"] for row in rows])
    return [_asked(row) for row in await tx.fetch(_ASKED, shop_order_ids, account_id, at)]


async def arrived(
    tx: Transaction, parts: Sequence[Asked], account_id: UUID, at: datetime
) -> list[UUID]:
    """Said twice it has arrived once: the ids of the arrivals that are new."""
    ids, points = [part.id for part in parts], [part.point_id for part in parts]
    return [row["id"] for row in await tx.fetch(_ARRIVED, ids, points, account_id, at)]


async def not_arrived(tx: Transaction, shop_order_id: UUID) -> UUID | None:
    """The arrival that is taken back; None when there was none."""
    found: UUID | None = await tx.fetchval(_NOT_ARRIVED, shop_order_id)
    return found


async def keep_letter_back(tx: Transaction, shop_order_id: UUID, kind: str) -> None:
    """Who has it in their hands, or will not get it at all, need not read that it is there."""
    await tx.execute(_KEEP_BACK, shop_order_id, kind)


def _asked(row: Any) -> Asked:
    right = Right(row["role"], frozenset(row["actions"] or ())) if row["role"] else None
    names = ("id", "order_id", "status", "way", "opened", "point_id")
    return Asked(**{name: row[name] for name in names}, right=right)
