"""Photos of what is to be done: few, small, and for nobody but the two sides."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction

_ADD = """
    INSERT INTO quote_photo (id, quote_id, content, width, height, fingerprint, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (quote_id, fingerprint) DO NOTHING
"""
_OF = """
    SELECT id, width, height, fingerprint FROM quote_photo WHERE quote_id = $1 ORDER BY at, id
"""
_CONTENT = "SELECT content FROM quote_photo WHERE quote_id = $1 AND id = $2"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def add(
    tx: Transaction, quote_id: UUID, content: bytes, size: tuple[int, int], fingerprint: str,
    at: datetime,
) -> None:  # fmt: skip
    """The same picture twice stays one picture."""
    await tx.execute(_ADD, new_id(), quote_id, content, size[0], size[1], fingerprint, at)


async def of(on: Reader, quote_id: UUID) -> list[Any]:
    return list(await on.fetch(_OF, quote_id))


async def content(on: Reader, quote_id: UUID, photo_id: UUID) -> bytes | None:
    found: bytes | None = await on.fetchval(_CONTENT, quote_id, photo_id)
    return found
