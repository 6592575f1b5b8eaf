"""The inbox: which messages a consumer has already taken into account."""

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
    INSERT INTO inbox (consumer, message_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING RETURNING true
"""
_PRUNE = "DELETE FROM inbox WHERE received_at < now() - make_interval(days => $1)"


async def first_delivery(connection: asyncpg.Connection, consumer: str, message_id: UUID) -> bool:
    """Remember the message; False when it was here before.

    A concurrent second delivery waits here until the first has committed or rolled back.
    """
    return bool(await connection.fetchval(_REMEMBER, consumer, message_id))


async def prune(connection: asyncpg.Connection, *, keep_days: int = 30) -> None:
    """Forget messages too old to be replayed; keep longer than any dead letter waits."""
    await connection.execute(_PRUNE, keep_days)
