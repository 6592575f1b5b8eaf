"""What is kept of an index after a swap, and what the operator wishes to be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

import asyncpg

Wish = Literal["rebuild", "back"]
CHANNEL = "search_wishes"

_FORMER = "SELECT name, seq, fingerprint, kept_at FROM former_index WHERE engine = $1"
_KEEP = """
    INSERT INTO former_index (engine, name, seq, fingerprint) VALUES ($1, $2, $3, $4)
    ON CONFLICT (engine) DO UPDATE SET name = excluded.name, seq = excluded.seq,
        fingerprint = excluded.fingerprint, kept_at = now()
"""
_FORGET = "DELETE FROM former_index WHERE engine = $1"
_WISH = "SELECT wish FROM index_wish WHERE engine = $1"
_ASK = """
    INSERT INTO index_wish (engine, wish) VALUES ($1, $2)
    ON CONFLICT (engine) DO UPDATE SET wish = excluded.wish, asked_at = now()
"""
_TELL = "SELECT pg_notify($1, $2)"
_DONE = "DELETE FROM index_wish WHERE engine = $1"
_PARKED = """
    SELECT d.engine, d.product_id, d.seq, d.reason, d.parked_at, p.doc ->> 'title' AS title
    FROM parked_document d LEFT JOIN product_snapshot p USING (product_id)
    WHERE (d.engine, d.product_id) > ($1, $2) ORDER BY d.engine, d.product_id LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Former:
    """The index that answered before the last swap, complete up to `seq`."""

    name: str
    seq: int
    fingerprint: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    """A document that an engine refuses."""

    engine: str
    product_id: UUID
    seq: int
    reason: str
    parked_at: datetime
    title: str | None


class Upkeep:
    """One engine's former index and wishes."""

    def __init__(self, pool: asyncpg.Pool, engine: str) -> None:
        self._pool = pool
        self._engine = engine

    async def former(self) -> Former | None:
        row = await self._pool.fetchrow(_FORMER, self._engine)
        return Former(**row) if row else None

    async def keep(self, name: str, seq: int, fingerprint: str) -> None:
        await self._pool.execute(_KEEP, self._engine, name, seq, fingerprint)

    async def went_back(self, name: str, seq: int, fingerprint: str) -> None:
        """Keep what answered until now, and call the wish granted: twice would lead forward."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_KEEP, self._engine, name, seq, fingerprint)
            await connection.execute(_DONE, self._engine)

    async def forget(self) -> None:
        await self._pool.execute(_FORGET, self._engine)

    async def wish(self) -> Wish | None:
        return cast("Wish | None", await self._pool.fetchval(_WISH, self._engine))

    async def ask(self, wish: Wish) -> None:
        """Whoever leads the index will do it; asked twice it is done once."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_ASK, self._engine, wish)
            await connection.execute(_TELL, CHANNEL, self._engine)

    async def done(self) -> None:
        await self._pool.execute(_DONE, self._engine)


async def parked_documents(
    pool: asyncpg.Pool, after: tuple[str, UUID] | None, limit: int
) -> Sequence[Parked]:
    """In the order of engine and product."""
    engine, product_id = after or ("", UUID(int=0))
    rows = await pool.fetch(_PARKED, engine, product_id, limit)
    return [Parked(**row) for row in rows]
