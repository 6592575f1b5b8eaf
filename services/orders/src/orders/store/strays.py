"""Money nobody was asked for, until it is back where it came from."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.stray_money import Stray

_ADD = """
    INSERT INTO stray_money (session_id, order_id, amount, currency, payment_id, charge_id,
        held_only, cause, status, idempotency_key)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'stray-' || $1)
    ON CONFLICT (session_id) DO NOTHING RETURNING session_id
"""
# Counted and put off before the call: a crash in mid-call is then tried again, but later.
_CLAIM = """
    UPDATE stray_money SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE session_id IN (
        SELECT session_id FROM stray_money WHERE status = 'returning' AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING session_id, order_id, amount, payment_id, held_only, attempts, call_number,
        idempotency_key AS key
"""
_POSTPONE = """
    UPDATE stray_money SET available_at = now() + $2::interval, error = $3,
        call_number = call_number + $4
    WHERE session_id = $1 AND status = 'returning'
"""
_RETURNED = """
    UPDATE stray_money SET status = 'returned', provider_id = $2, ended_at = now(), error = NULL
    WHERE session_id = $1 AND status = 'returning' RETURNING session_id
"""
_FAILED = """
    UPDATE stray_money SET status = 'failed', error = $2
    WHERE session_id = $1 AND status = 'returning'
"""
# Without the number of what came back: the next try has a number of its own.
_REVOKED = """
    UPDATE stray_money s SET status = 'failed', error = $2, provider_id = NULL, ended_at = NULL
    WHERE provider_id = $1 AND status = 'returned' AND NOT held_only
    RETURNING session_id, order_id, amount
"""
_SEND_BACK = """
    UPDATE stray_money SET status = 'returning', available_at = now(),
        call_number = call_number + (status = 'failed')::integer
    WHERE session_id = $1 AND status IN ('person', 'failed') AND payment_id IS NOT NULL
    RETURNING session_id
"""


@dataclass(frozen=True, slots=True)
class DueStray:
    session_id: str
    order_id: UUID | None
    amount: int
    payment_id: str | None
    held_only: bool
    attempts: int
    call_number: int
    key: str


async def add(tx: Transaction, stray: Stray) -> bool:
    """False when it is known already."""
    found = await tx.fetchval(
        _ADD,
        stray.session_id,
        stray.order_id,
        stray.amount,
        stray.currency,
        stray.payment_id,
        stray.charge_id,
        stray.held_only,
        stray.cause,
        stray.status,
    )
    return found is not None


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueStray]:
    return [DueStray(**row) for row in await tx.fetch(_CLAIM, limit, lease)]


async def postpone(
    tx: Transaction, session_id: str, wait: timedelta, error: str, *, new_call: bool
) -> None:
    await tx.execute(_POSTPONE, session_id, wait, error, int(new_call))


async def returned(tx: Transaction, session_id: str, provider_id: str) -> bool:
    """True for the one caller that made it so."""
    return await tx.fetchval(_RETURNED, session_id, provider_id) is not None


async def failed(tx: Transaction, session_id: str, error: str) -> None:
    await tx.execute(_FAILED, session_id, error)


async def revoked(tx: Transaction, provider_id: str, error: str) -> Any:
    """The bank sent it back after all; session, order and cents, the first time we hear."""
    return await tx.fetchrow(_REVOKED, provider_id, error)


async def send_back(tx: Transaction, session_id: str) -> bool:
    """Somebody has looked and says it is not ours."""
    return await tx.fetchval(_SEND_BACK, session_id) is not None
