"""Refund intents: written with the change that caused them, claimed, issued or failed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

# Counted and put off before the call: a crash in mid-call is then tried again, but later.
# What is only held, or still on its way, cannot be sent back: it is taken less instead.
_CLAIM = """
    UPDATE refund SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE id IN (
        SELECT id FROM refund r WHERE status = 'requested' AND available_at <= now()
            AND NOT EXISTS (
                SELECT FROM payment p
                WHERE p.order_id = r.order_id AND p.status IN ('authorised', 'processing')
            )
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, order_id, shop_order_id, amount, attempts, call_number,
        (SELECT provider_id FROM payment p WHERE p.order_id = refund.order_id) AS payment_id
"""
_SPARE = """
    UPDATE refund SET status = 'spared' FROM payment p
    WHERE p.order_id = refund.order_id AND refund.status = 'requested'
        AND p.status IN ('owed', 'released')
"""
_AGAIN = """
    UPDATE refund SET status = 'requested', available_at = now(), call_number = call_number + 1
    WHERE id = $1 AND status = 'failed' AND provider_id IS NULL RETURNING order_id
"""
_ISSUE = """
    UPDATE refund SET status = 'issued', provider_id = $2, issued_at = now(), error = NULL
    WHERE id = $1 AND status <> 'issued' RETURNING order_id
"""
_POSTPONE = """
    UPDATE refund SET available_at = now() + $2::interval, error = $3,
        call_number = call_number + $4
    WHERE id = $1 AND status = 'requested'
"""
_IS_WAITING = "SELECT EXISTS (SELECT FROM refund WHERE id = $1 AND status = 'requested')"
_FAIL = "UPDATE refund SET status = 'failed', error = $2 WHERE id = $1 AND status = 'requested'"
_REVOKE = """
    UPDATE refund SET status = 'failed', error = $2 WHERE id = $1 AND status = 'issued'
    RETURNING order_id, shop_order_id, amount
"""
_REQUEST_ALL = """
    INSERT INTO refund (id, order_id, amount, reason, idempotency_key)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (idempotency_key) DO NOTHING
"""
_SUM = """
    SELECT coalesce(p.captured, p.amount) AS amount,
        coalesce(sum(r.amount) FILTER (WHERE r.status = 'issued'), 0) AS refunded
    FROM payment p LEFT JOIN refund r ON r.order_id = p.order_id
    WHERE p.order_id = $1 GROUP BY p.order_id
"""


@dataclass(frozen=True, slots=True)
class DueRefund:
    """One refund to carry out now. `call_number` changes only after a definite failure."""

    id: UUID
    order_id: UUID
    shop_order_id: UUID | None
    amount: int
    attempts: int
    call_number: int
    payment_id: str | None


class Reader(Protocol):
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueRefund]:
    return [DueRefund(**row) for row in await tx.fetch(_CLAIM, limit, lease)]


async def spare(tx: Transaction) -> None:
    """What was never taken, nobody needs to send back."""
    await tx.execute(_SPARE)


async def again(tx: Transaction, refund_id: UUID) -> bool:
    """Somebody wants one more try of what was refused."""
    return await tx.fetchval(_AGAIN, refund_id) is not None


async def issue(tx: Transaction, refund_id: UUID, provider_id: str) -> bool:
    """True for the one caller that made it issued."""
    return await tx.fetchval(_ISSUE, refund_id, provider_id) is not None


async def postpone(
    tx: Transaction, refund_id: UUID, wait: timedelta, error: str, *, new_call: bool
) -> None:
    await tx.execute(_POSTPONE, refund_id, wait, error, int(new_call))


async def fail(tx: Transaction, refund_id: UUID, error: str) -> None:
    """Given up; the row stays and says why."""
    await tx.execute(_FAIL, refund_id, error)


async def is_waiting(on: Reader, refund_id: UUID) -> bool:
    """Nobody has written down yet what the provider answered."""
    return bool(await on.fetchval(_IS_WAITING, refund_id))


async def revoke(
    tx: Transaction, refund_id: UUID, error: str
) -> tuple[UUID, UUID | None, int] | None:
    """The bank sent it back after all; order, part and cents, the first time we hear."""
    row: Any = await tx.fetchrow(_REVOKE, refund_id, error)
    return (row["order_id"], row["shop_order_id"], row["amount"]) if row else None


async def request_whole(tx: Transaction, order_id: UUID, amount: int, reason: str) -> None:
    """Everything flows back, once, however often this is asked."""
    await tx.execute(_REQUEST_ALL, new_id(), order_id, amount, reason, f"refund-late-{order_id}")


async def paid_and_refunded(tx: Transaction, order_id: UUID) -> tuple[int, int]:
    row: Any = await tx.fetchrow(_SUM, order_id)
    return row["amount"], row["refunded"]
