"""How far a lasting engine has followed, who leads it, and what it refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from search.store.changes import LOCK

_READ = "SELECT seq, fingerprint FROM index_cursor WHERE engine = $1"
_MOVE = """
    INSERT INTO index_cursor (engine, seq, fingerprint) VALUES ($1, $2, $3)
    ON CONFLICT (engine) DO UPDATE SET seq = excluded.seq, fingerprint = excluded.fingerprint
"""
_TELL = "SELECT pg_notify($1, $2)"
_PARK = """
    INSERT INTO parked_document (engine, product_id, seq, reason) VALUES ($1, $2, $3, $4)
    ON CONFLICT (engine, product_id)
    DO UPDATE SET seq = excluded.seq, reason = excluded.reason, parked_at = now()
"""
_UNPARK = "DELETE FROM parked_document WHERE engine = $1 AND product_id = ANY($2::uuid[])"
# Under the lock that orders all changes, like any other.
_AGAIN = """
    WITH ordered AS MATERIALIZED (SELECT pg_advisory_xact_lock($2))
    UPDATE product_snapshot SET seq = nextval('snapshot_seq')
    FROM ordered WHERE product_id = ANY($1::uuid[])
"""
_PARKED = "SELECT product_id FROM parked_document WHERE engine = $1"

CHANNEL = "search_indexed"


@dataclass(frozen=True, slots=True)
class Cursor:
    seq: int
    fingerprint: str
    """Of the settings the index was built with."""


class Progress:
    """One engine's place in `index_cursor` and its parked documents."""

    def __init__(self, pool: asyncpg.Pool, engine: str) -> None:
        self._pool = pool
        self._engine = engine

    async def cursor(self) -> Cursor | None:
        row = await self._pool.fetchrow(_READ, self._engine)
        return Cursor(row["seq"], row["fingerprint"]) if row else None

    async def move(self, seq: int, fingerprint: str) -> None:
        """The index holds everything up to `seq`; other processes may show it."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_MOVE, self._engine, seq, fingerprint)
            await connection.execute(_TELL, CHANNEL, self._engine)

    async def again(self, product_ids: Sequence[UUID]) -> None:
        """Make them dirty: they have to be written once more."""
        await self._pool.execute(_AGAIN, product_ids, LOCK)

    async def park(self, product_id: UUID, seq: int, reason: str) -> None:
        await self._pool.execute(_PARK, self._engine, product_id, seq, reason)

    async def unpark(self, product_ids: Sequence[UUID]) -> None:
        await self._pool.execute(_UNPARK, self._engine, product_ids)

    async def parked(self) -> frozenset[UUID]:
        return frozenset(row[0] for row in await self._pool.fetch(_PARKED, self._engine))
