"""The outbox: events that wait, in the publisher's own database, to be carried to the bus."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from marketkit.clock import new_id
from marketkit.contracts.envelope import Event
from marketkit.telemetry import current_traceparent

CREATE = (
    """
    CREATE TABLE outbox (
        id uuid PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY,
        type text NOT NULL,
        aggregate_id uuid NOT NULL,
        version bigint NOT NULL,
        payload bytea NOT NULL,
        traceparent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        available_at timestamptz NOT NULL DEFAULT now(),
        attempts integer NOT NULL DEFAULT 0,
        published_at timestamptz
    )
    """,
    # Only what still waits is in the index, so it stays small however long the history is.
    "CREATE INDEX outbox_waiting ON outbox (seq) WHERE published_at IS NULL",
    "CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL",
)

WRITE = """
    INSERT INTO outbox (id, type, aggregate_id, version, payload, traceparent)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bytea[], $6::text[])
"""
_CLAIM = """
    SELECT id, type, aggregate_id, version, payload, traceparent, created_at, attempts
    FROM outbox
    WHERE published_at IS NULL AND available_at <= now()
    ORDER BY seq
    LIMIT $1
    FOR UPDATE SKIP LOCKED
"""
_CLAIM_THESE = """
    SELECT id, type, aggregate_id, version, payload, traceparent, created_at, attempts
    FROM outbox
    WHERE id = ANY($1::uuid[]) AND published_at IS NULL
    FOR UPDATE SKIP LOCKED
"""
_WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
_MARK = "UPDATE outbox SET published_at = now() WHERE id = ANY($1::uuid[])"
# Never to be told by itself any more; whoever holds outboxes against inboxes can tell by that.
_FOLD = """
    UPDATE outbox SET published_at = now(), available_at = 'infinity' WHERE id = ANY($1::uuid[])
"""
_POSTPONE = """
    UPDATE outbox
    SET attempts = attempts + 1,
        available_at = now() + least(300, 0.5 * power(2, least(attempts, 10))) * interval '1 second'
    WHERE id = ANY($1::uuid[])
"""
_PRUNE = """
    DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox
        WHERE published_at < now() - make_interval(days => $1) ORDER BY published_at LIMIT $2
    )
"""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An event that waits to be told; `payload` is the event as JSON."""

    id: UUID
    type: str
    aggregate_id: UUID
    version: int
    payload: bytes
    traceparent: str | None
    created_at: datetime
    attempts: int


def arguments(events: Sequence[Event]) -> tuple[list[Any], ...]:
    """The events as the six arrays that `WRITE` takes; for statements that embed it."""
    traceparent = current_traceparent()
    return (
        [new_id() for _ in events],
        [event.type for event in events],
        [event.subject for event in events],
        [event.version for event in events],
        [event.model_dump_json().encode() for event in events],
        [traceparent for _ in events],
    )


async def write(connection: asyncpg.Connection, events: Sequence[Event]) -> list[UUID]:
    """Add the events inside the caller's transaction; answers the ids of their rows."""
    columns = arguments(events)
    await connection.execute(WRITE, *columns)
    return columns[0]


async def claim(connection: asyncpg.Connection, limit: int) -> list[OutboxRow]:
    """Lock up to `limit` due rows for this transaction; rows that others hold are skipped."""
    return [OutboxRow(**row) for row in await connection.fetch(_CLAIM, limit)]


async def claim_these(connection: asyncpg.Connection, ids: Sequence[UUID]) -> list[OutboxRow]:
    """Lock these of them that nobody has told yet, or holds."""
    return [OutboxRow(**row) for row in await connection.fetch(_CLAIM_THESE, ids)]


async def mark_published(connection: asyncpg.Connection, ids: Sequence[UUID]) -> None:
    """The bus has confirmed them; they are kept for some days and told no more."""
    await connection.execute(_MARK, ids)


async def fold(connection: asyncpg.Connection, ids: Sequence[UUID], event: Event) -> UUID:
    """One event to be told in the stead of several; their rows stay, marked as told within it.

    Answers the id of its row.
    """
    await connection.execute(_FOLD, ids)
    (folded,) = await write(connection, [event])
    return folded


async def postpone(connection: asyncpg.Connection, ids: Sequence[UUID]) -> None:
    """Try these again later: after 0.5 s, doubling up to five minutes."""
    if ids:
        await connection.execute(_POSTPONE, ids)


async def waiting(connection: asyncpg.Connection) -> int:
    """How many rows are not published yet."""
    return int(await connection.fetchval(_WAITING))


async def until_room(pool: asyncpg.Pool, *, most: int, every: float = 0.1) -> None:
    """Wait until at most so many rows wait: whoever tells very much must not drown the others."""
    # Other programs carry them away; asking is the only way to know.
    while await pool.fetchval(_WAITING) > most:  # noqa: ASYNC110
        await asyncio.sleep(every)


async def prune(connection: asyncpg.Connection, *, keep_days: int = 14, batch: int = 5000) -> None:
    """Delete published rows past their use; they are kept for questions, not for function."""
    await connection.execute(_PRUNE, keep_days, batch)
