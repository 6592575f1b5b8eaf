"""Up to when something has been looked through."""

from datetime import datetime
from typing import Any, Protocol

from marketkit.db import Transaction

_FIND = "SELECT until FROM payment_mark WHERE name = $1"
_SET = """
    INSERT INTO payment_mark (name, until) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET until = greatest(payment_mark.until, excluded.until)
"""


class Reader(Protocol):
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def find(on: Reader, name: str) -> datetime | None:
    until: datetime | None = await on.fetchval(_FIND, name)
    return until


async def move(tx: Transaction, name: str, until: datetime) -> None:
    """Forwards only: somebody else may have looked further."""
    await tx.execute(_SET, name, until)
