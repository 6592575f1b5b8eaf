"""What about money needs a person: each matter once, however often it comes up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

AGAIN: Final = frozenset({"refund_failed", "stray_stuck", "other_amount", "unknown_order"})
_RAISE = """
    INSERT INTO payment_matter (id, key, kind, order_id, details, due_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (key) DO UPDATE SET details = excluded.details, due_at = excluded.due_at,
        kind = excluded.kind
"""
# Under another key, so that the same may come up anew.
_FORGET = """
    UPDATE payment_matter SET ended_at = now(), ended_by = $2, note = 'again',
        key = key || ':' || id
    WHERE id = $1 AND ended_at IS NULL
"""
_END = "UPDATE payment_matter SET ended_at = now() WHERE key = $1 AND ended_at IS NULL"
_FIND = """
    SELECT id, key, kind, order_id, details, due_at, created_at, ended_at, ended_by, note,
        (SELECT number FROM "order" o WHERE o.id = order_id) AS number
    FROM payment_matter WHERE id = $1
"""
_LOCK = f"{_FIND} FOR UPDATE"
_LIST = """
    SELECT m.id, m.key, m.kind, m.order_id, m.details, m.due_at, m.created_at, m.ended_at,
        m.ended_by, m.note, o.number
    FROM payment_matter m LEFT JOIN "order" o ON o.id = m.order_id
    WHERE (m.ended_at IS NULL) = $1 AND ($2::uuid IS NULL OR m.id < $2)
        AND ($3::text IS NULL OR m.kind = $3)
    ORDER BY m.id DESC LIMIT $4
"""
_CLOSE = """
    UPDATE payment_matter SET ended_at = now(), ended_by = $2, note = $3
    WHERE id = $1 AND ended_at IS NULL
"""
_COUNT = "SELECT count(*) FROM payment_matter WHERE ended_at IS NULL"


@dataclass(frozen=True, slots=True)
class Matter:
    id: UUID
    key: str
    kind: str
    order_id: UUID | None
    details: Mapping[str, Any]
    due_at: datetime | None
    created_at: datetime
    ended_at: datetime | None
    ended_by: UUID | None
    note: str | None
    number: str | None
    """Of the order, as people know it."""

    @property
    def can_be_tried(self) -> bool:
        """Whether money can be sent on its way once more."""
        return self.kind in AGAIN


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def bring_up(
    tx: Transaction,
    key: str,
    kind: str,
    order_id: UUID | None,
    details: Mapping[str, Any],
    due_at: datetime | None = None,
) -> None:
    """Coming up again it tells what is known now; what somebody has ended stays ended."""
    await tx.execute(_RAISE, new_id(), key, kind, order_id, dict(details), due_at)


async def settle(tx: Transaction, key: str) -> None:
    """It has come right without a person."""
    await tx.execute(_END, key)


async def close(tx: Transaction, matter_id: UUID, by: UUID | None, note: str) -> None:
    await tx.execute(_CLOSE, matter_id, by, note)


async def forget(tx: Transaction, matter_id: UUID, by: UUID) -> None:
    """It is tried once more; should that fail too, it is a new matter."""
    await tx.execute(_FORGET, matter_id, by)


async def find(on: Reader, matter_id: UUID) -> Matter | None:
    row = await on.fetchrow(_FIND, matter_id)
    return Matter(**row) if row else None


async def lock(tx: Transaction, matter_id: UUID) -> Matter | None:
    row = await tx.fetchrow(_LOCK, matter_id)
    return Matter(**row) if row else None


async def page(
    on: Reader, *, is_open: bool, kind: str | None, before: UUID | None, limit: int
) -> list[Matter]:
    """The newest first."""
    return [Matter(**row) for row in await on.fetch(_LIST, is_open, before, kind, limit)]


async def how_many(on: Reader) -> int:
    found: int = await on.fetchval(_COUNT)
    return found
