"""The inbox: which messages a consumer has already taken into account."""

from collections.abc import Collection
from uuid import UUID

import asyncpg

CREATE = (
    """
    CREATE TABLE inbox (
        consumer text NOT NULL,
        message_id uuid NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, message_id)
    )
    """,
    "CREATE INDEX inbox_age ON inbox (received_at)",
)

_REMEMBER = """
    INSERT INTO inbox (consumer, message_id) SELECT $1, unnest($2::uuid[])
    ON CONFLICT DO NOTHING RETURNING message_id
"""
_PRUNE = "DELETE FROM inbox WHERE received_at < now() - make_interval(days => $1)"


async def first_deliveries(
    connection: asyncpg.Connection, consumer: str, ids: Collection[UUID]
) -> set[UUID]:
    """Remember the messages; answers those that were not here before.

    A concurrent second delivery waits here until the first has committed or rolled back; sorted,
    so that two batches cannot wait for each other.
    """
    rows = await connection.fetch(_REMEMBER, consumer, sorted(ids))
    return {row["message_id"] for row in rows}


async def prune(connection: asyncpg.Connection, *, keep_days: int = 30) -> None:
    """Forget messages too old to be replayed; keep longer than any dead letter waits."""
    await connection.execute(_PRUNE, keep_days)
