"""Papers that are due: remembered when the reason comes, open until they are issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_WANT = """
    INSERT INTO paper_wanted (key, kind, shop_id, order_id, shop_order_id, asked_at, try_at)
    VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (key) DO NOTHING
"""
_DONE = "UPDATE paper_wanted SET done_at = $2, missing = '[]' WHERE key = $1 AND done_at IS NULL"
_WAIT = "UPDATE paper_wanted SET missing = $2, try_at = $3 WHERE key = $1 AND done_at IS NULL"
_DUE = """
    SELECT key, kind, shop_id, order_id, shop_order_id FROM paper_wanted
    WHERE done_at IS NULL AND try_at <= $1
    ORDER BY try_at, asked_at, key LIMIT $2
"""
_IS_OPEN = "SELECT true FROM paper_wanted WHERE key = $1 AND done_at IS NULL"
_TRY_SOON = """
    UPDATE paper_wanted SET try_at = $2 WHERE shop_id = $1 AND done_at IS NULL AND try_at > $2
"""
_OPEN = """
    SELECT w.key, w.kind, w.shop_id, w.asked_at, w.missing, so.number AS shop_order_number,
        s.slug, s.name
    FROM paper_wanted w
    JOIN shop_copy s ON s.shop_id = w.shop_id
    LEFT JOIN shop_order so ON so.id = w.shop_order_id
    WHERE w.done_at IS NULL AND w.missing <> '[]' AND ($1::uuid IS NULL OR w.shop_id = $1)
    ORDER BY w.asked_at, w.key LIMIT $2
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    key: str
    kind: str
    shop_id: UUID
    order_id: UUID | None = None
    shop_order_id: UUID | None = None


async def want(tx: Transaction, wanted: Wanted, at: datetime) -> None:
    """Once for each key, however often it is asked."""
    await tx.execute(
        _WANT,
        wanted.key,
        wanted.kind,
        wanted.shop_id,
        wanted.order_id,
        wanted.shop_order_id,
        at,
    )


async def done(tx: Transaction, key: str, at: datetime) -> None:
    await tx.execute(_DONE, key, at)


async def wait(tx: Transaction, key: str, missing: Sequence[str], until: datetime) -> None:
    """It cannot be issued yet: remember what it lacks, and when to look again."""
    await tx.execute(_WAIT, key, list(missing), until)


async def is_open(tx: Transaction, key: str) -> bool:
    return bool(await tx.fetchval(_IS_OPEN, key))


async def due(on: Reader, at: datetime, limit: int) -> list[Wanted]:
    """Those to try now. Not locked: the circle's lock comes first, or two could wait in a ring."""
    return [Wanted(**row) for row in await on.fetch(_DUE, at, limit)]


async def try_soon(tx: Transaction, shop_id: UUID, at: datetime) -> None:
    """The shop has said what was missing."""
    await tx.execute(_TRY_SOON, shop_id, at)


async def open_papers(on: Reader, shop_id: UUID | None, limit: int) -> Sequence[Any]:
    """What waits for a shop to say something; of one shop, or of all."""
    return await on.fetch(_OPEN, shop_id, limit)
