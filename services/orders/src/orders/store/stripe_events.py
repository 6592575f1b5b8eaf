"""What the payment provider told us: stored once, worked off from here."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from marketkit.db import Transaction

_TAKE_IN = """
    INSERT INTO stripe_event (id, type, payload) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""
_CLAIM = """
    UPDATE stripe_event SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE id IN (
        SELECT id FROM stripe_event WHERE processed_at IS NULL AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, type, payload, attempts
"""
_DONE = """
    UPDATE stripe_event SET processed_at = now(), error = $2
    WHERE id = $1 AND processed_at IS NULL
"""
_POSTPONE = """
    UPDATE stripe_event SET available_at = now() + $2::interval, error = $3
    WHERE id = $1 AND processed_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class DueEvent:
    id: str
    type: str
    payload: dict[str, Any]
    attempts: int


async def take_in(tx: Transaction, event_id: str, kind: str, payload: dict[str, Any]) -> None:
    await tx.execute(_TAKE_IN, event_id, kind, payload)


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueEvent]:
    return [DueEvent(**row) for row in await tx.fetch(_CLAIM, limit, lease)]


async def done(tx: Transaction, event_id: str, error: str | None = None) -> None:
    await tx.execute(_DONE, event_id, error)


async def postpone(tx: Transaction, event_id: str, wait: timedelta, error: str) -> None:
    await tx.execute(_POSTPONE, event_id, wait, error)
