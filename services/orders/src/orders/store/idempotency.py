"""Which order an Idempotency-Key has made."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


class Connection(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...
    async def execute(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Known:
    request_hash: bytes
    order_id: UUID


_FIND = "SELECT request_hash, order_id FROM idempotency WHERE scope = $1 AND key = $2"
_PRUNE = """
    DELETE FROM idempotency WHERE (scope, key) IN (
        SELECT scope, key FROM idempotency
        WHERE created_at < now() - make_interval(days => $1) ORDER BY created_at LIMIT $2
    )
"""


async def find(on: Connection, scope: str, key: str) -> Known | None:
    row = await on.fetchrow(_FIND, scope, key)
    return Known(**row) if row else None


async def prune(on: Connection, *, keep_days: int = 7, batch: int = 5000) -> None:
    """Forget keys that no client will send again."""
    await on.execute(_PRUNE, keep_days, batch)
