"""What the payment provider told us: stored once, worked off from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from marketkit.db import Transaction

END_OF_TIME: Final = 253_402_300_800
"""The year 10000, beyond which a date is nobody's."""
_TAKE_IN = """
    INSERT INTO stripe_event (id, type, payload, account, told_at)
    VALUES ($1, $2, $3, $4, to_timestamp($5))
    ON CONFLICT DO NOTHING RETURNING id
"""
_CLAIM = """
    UPDATE stripe_event SET attempts = attempts + 1, available_at = now() + $2::interval
    WHERE id IN (
        SELECT id FROM stripe_event WHERE processed_at IS NULL AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, type, payload, attempts, account
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
    account: str | None


async def take_in(tx: Transaction, event: Mapping[str, Any]) -> bool:
    """Keep what was told, as it was told; False when it is known already."""
    account, created = event.get("account"), event.get("created")
    is_new = await tx.fetchval(
        _TAKE_IN,
        event["id"],
        event["type"],
        event,
        account if isinstance(account, str) else None,
        created if type(created) is int and 0 < created < END_OF_TIME else None,
    )
    return is_new is not None


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[DueEvent]:
    return [DueEvent(**row) for row in await tx.fetch(_CLAIM, limit, lease)]


async def done(tx: Transaction, event_id: str, error: str | None = None) -> None:
    await tx.execute(_DONE, event_id, error)


async def postpone(tx: Transaction, event_id: str, wait: timedelta, error: str) -> None:
    await tx.execute(_POSTPONE, event_id, wait, error)
