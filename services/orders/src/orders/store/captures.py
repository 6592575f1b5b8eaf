"""Held amounts: when the time has come to take what is due, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

# When nothing can lower it any more, or when the card would soon let go of it.
_DUE = """
    SELECT p.order_id FROM payment p
    WHERE p.status = 'authorised'
        AND NOT EXISTS (SELECT FROM capture c WHERE c.order_id = p.order_id)
        AND (p.authorised_until <= $1 OR NOT EXISTS (
            SELECT FROM shop_order so
            WHERE so.order_id = p.order_id AND so.status IN ('placed', 'accepted')
        ))
        AND p.order_id <> ALL($3::uuid[])
    ORDER BY p.authorised_until LIMIT $2
"""
_PLAN = """
    INSERT INTO capture (order_id, amount, idempotency_key)
    VALUES ($1, $2, 'capture-' || $1::uuid) ON CONFLICT (order_id) DO NOTHING
"""
# What was to flow back of money that was never taken need not flow.
_SPARE = """
    UPDATE refund SET status = 'spared'
    WHERE order_id = $1 AND status = 'requested' AND payer = 'shop'
    RETURNING amount
"""
_CLAIM = """
    UPDATE capture SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE order_id IN (
        SELECT order_id FROM capture WHERE status = 'requested' AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING order_id, amount, attempts, call_number, idempotency_key AS key,
        (SELECT provider_id FROM payment p WHERE p.order_id = capture.order_id) AS payment_id
"""
_POSTPONE = """
    UPDATE capture SET available_at = now() + $2::interval, error = $3,
        call_number = call_number + $4
    WHERE order_id = $1 AND status = 'requested'
"""
_DONE = """
    UPDATE capture SET status = 'done', ended_at = now(), error = NULL
    WHERE order_id = $1 AND status = 'requested' RETURNING order_id
"""
_FAILED = """
    INSERT INTO capture (order_id, amount, status, error, idempotency_key, ended_at)
    VALUES ($1, 0, 'failed', $2, 'capture-' || $1::uuid, now())
    ON CONFLICT (order_id) DO UPDATE SET status = 'failed', error = $2, ended_at = now()
    WHERE capture.status = 'requested'
    RETURNING order_id
"""
_SHARES = """
    SELECT so.shop_id, so.total - coalesce((
        SELECT sum(r.amount) FROM refund r
        WHERE r.shop_order_id = so.id AND r.status = 'spared'
    ), 0)::integer AS amount
    FROM shop_order so WHERE so.order_id = $1 ORDER BY so.number
"""

_IS_PLANNED = "SELECT EXISTS (SELECT FROM capture WHERE order_id = $1)"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class DueCapture:
    """`amount` 0: let it go. `call_number` changes only after a definite failure."""

    order_id: UUID
    amount: int
    attempts: int
    call_number: int
    key: str
    payment_id: str | None


async def due(on: Reader, lapses_before: datetime, limit: int, but: Sequence[UUID]) -> list[UUID]:
    return [row["order_id"] for row in await on.fetch(_DUE, lapses_before, limit, but)]


async def plan(tx: Transaction, order_id: UUID, amount: int) -> None:
    await tx.execute(_PLAN, order_id, amount)


async def spare(tx: Transaction, order_id: UUID) -> int:
    """Cents that need not be taken, so that they need not flow back."""
    return sum(row["amount"] for row in await tx.fetch(_SPARE, order_id))


async def is_planned(on: Reader, order_id: UUID) -> bool:
    """Whoever carries it out sees himself what has become of it."""
    found: bool = await on.fetchval(_IS_PLANNED, order_id)
    return found


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueCapture]:
    return [DueCapture(**row) for row in await tx.fetch(_CLAIM, limit, lease)]


async def postpone(
    tx: Transaction, order_id: UUID, wait: timedelta, error: str, *, new_call: bool
) -> None:
    await tx.execute(_POSTPONE, order_id, wait, error, int(new_call))


async def done(tx: Transaction, order_id: UUID) -> bool:
    """True for the one caller that made it so."""
    return await tx.fetchval(_DONE, order_id) is not None


async def failed(tx: Transaction, order_id: UUID, error: str) -> bool:
    return await tx.fetchval(_FAILED, order_id, error) is not None


async def shares(tx: Transaction, order_id: UUID) -> Mapping[UUID | None, int]:
    """What of the taken amount belongs to which shop's part, to the cent."""
    rows = await tx.fetch(_SHARES, order_id)
    return {row["shop_id"]: row["amount"] for row in rows}
