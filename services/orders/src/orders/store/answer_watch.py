"""Which orders wait for a shop's answer, and how far that has gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction
from marketkit.pickup.away import away_from

from orders.domain.rules import rules_from
from orders.domain.silence import Waiting, Watch

_UNWATCHED = """
    SELECT so.id, coalesce((
            SELECT max(h.at) FROM history h
            WHERE h.shop_order_id = so.id AND h.status = 'placed'
        ), so.opened_at) AS opened_at, so.slot_start, c.opening_hours, c.closures, c.special_days,
        c.preparation_minutes, c.rules
    FROM shop_order so JOIN shop_copy c ON c.shop_id = so.shop_id
    WHERE so.status = 'placed' AND so.opened_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM answer_watch w WHERE w.shop_order_id = so.id)
    ORDER BY so.opened_at LIMIT $1
"""
_ADD = """
    INSERT INTO answer_watch (shop_order_id, remind_at, alarm_at, decline_at, stage, next_at)
    SELECT id, remind_at, alarm_at, decline_at, 0, remind_at
    FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
        AS w (id, remind_at, alarm_at, decline_at)
    ON CONFLICT (shop_order_id) DO NOTHING
"""
_DUE = """
    SELECT w.shop_order_id, so.order_id FROM answer_watch w
    JOIN shop_order so ON so.id = w.shop_order_id
    WHERE w.next_at <= $1 AND w.shop_order_id <> ALL($3::uuid[])
    ORDER BY w.next_at LIMIT $2
"""
_LOCK = """
    SELECT remind_at, alarm_at, decline_at, stage, next_at FROM answer_watch
    WHERE shop_order_id = $1 FOR UPDATE
"""
_FORGET = "DELETE FROM answer_watch WHERE shop_order_id = $1"
_SAVE = "UPDATE answer_watch SET stage = $2, next_at = $3 WHERE shop_order_id = $1"
# A silent shop is the operator's, and the advisors' who may work on its orders.
_SILENT = """
    SELECT so.id, so.number, so.order_id, so.shop ->> 'name' AS shop, so.shop ->> 'slug' AS slug,
        so.shop ->> 'phone' AS phone, so.opened_at, so.slot_start, w.decline_at, so.total,
        o.payment_method
    FROM answer_watch w
    JOIN shop_order so ON so.id = w.shop_order_id AND so.status = 'placed'
    JOIN "order" o ON o.id = so.order_id
    WHERE w.next_at IS NOT NULL AND w.stage >= 2
        AND ($1::uuid IS NULL OR EXISTS (
            SELECT FROM staff_copy p WHERE p.shop_id = so.shop_id AND p.account_id = $1
                AND (p.until IS NULL OR p.until > $2)
        ))
        AND ($3::timestamptz IS NULL OR (w.decline_at, so.id) > ($3, $4::uuid))
    ORDER BY w.decline_at, so.id LIMIT $5
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Stage:
    """How far it has gone, and when the next step is due; None: nothing more to do."""

    watch: Watch
    stage: int
    next_at: datetime | None


async def unwatched(on: Reader, limit: int) -> list[tuple[UUID, Waiting]]:
    """Orders that nobody watches yet."""
    return [(row["id"], _waiting(row)) for row in await on.fetch(_UNWATCHED, limit)]


async def add(tx: Transaction, watches: Sequence[tuple[UUID, Watch]]) -> None:
    await tx.execute(
        _ADD,
        [key for key, _ in watches],
        [watch.remind_at for _, watch in watches],
        [watch.alarm_at for _, watch in watches],
        [watch.decline_at for _, watch in watches],
    )


async def due(
    on: Reader, now: datetime, limit: int, but: Sequence[UUID]
) -> list[tuple[UUID, UUID]]:
    """Shop order and order of what the next step is due for."""
    found = await on.fetch(_DUE, now, limit, but)
    return [(row["shop_order_id"], row["order_id"]) for row in found]


async def lock(tx: Transaction, shop_order_id: UUID) -> Stage | None:
    """None: it begins anew, because the shop has taken its answer back."""
    row = await tx.fetchrow(_LOCK, shop_order_id)
    if row is None:
        return None
    watch = Watch(row["remind_at"], row["alarm_at"], row["decline_at"])
    return Stage(watch, row["stage"], row["next_at"])


async def save(tx: Transaction, shop_order_id: UUID, stage: int, next_at: datetime | None) -> None:
    await tx.execute(_SAVE, shop_order_id, stage, next_at)


async def begin_anew(tx: Transaction, shop_order_id: UUID) -> None:
    """It waits for an answer again, from its last step on."""
    await tx.execute(_FORGET, shop_order_id)


async def silent(
    on: Reader,
    advisor_id: UUID | None,
    now: datetime,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Any]:
    """What is about to be given up, the nearest first; of all shops, or of an advisor's own."""
    last, last_id = after or (None, None)
    return list(await on.fetch(_SILENT, advisor_id, now, last, last_id, limit))


def _waiting(row: Any) -> Waiting:
    return Waiting(
        opened_at=row["opened_at"],
        slot_start=row["slot_start"],
        opening_hours=row["opening_hours"] or "",
        away=away_from(row["closures"], row["special_days"]),
        preparation_minutes=row["preparation_minutes"],
        promise_minutes=rules_from(row["rules"]).accept_within_minutes,
    )
