"""Our side of the comparison with the provider's books."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.reconciliation import Ours

# Everything that has a number at the provider, with what should have moved there because of it.
_ALL = """
    SELECT charge_id AS source, coalesce(captured, amount) AS amount, order_id, paid_at AS at
    FROM payment WHERE status IN ('paid', 'partly_refunded', 'refunded')
    UNION ALL
    SELECT charge_id, amount, order_id, created_at FROM stray_money WHERE NOT held_only
    UNION ALL
    SELECT provider_id, CASE WHEN status = 'issued' THEN -amount ELSE 0 END, order_id, issued_at
    FROM refund WHERE provider_id IS NOT NULL
    UNION ALL
    SELECT provider_id, -amount, order_id, ended_at FROM stray_money
    WHERE status = 'returned' AND NOT held_only
    UNION ALL
    SELECT id, CASE WHEN status = 'won' THEN 0 ELSE -amount END, order_id, begun_at FROM dispute
    WHERE status NOT LIKE 'warning%' AND status <> 'prevented'
    UNION ALL
    SELECT provider_id, -amount, order_id, created_at FROM transfer WHERE state = 'sent'
    UNION ALL
    SELECT r.provider_id, r.amount, t.order_id, r.created_at
    FROM transfer_reversal r JOIN transfer t ON t.id = r.transfer_id WHERE r.state = 'done'
"""
_OF_SOURCES = f"SELECT * FROM ({_ALL}) known WHERE source = ANY($1)"  # noqa: S608 -- our own text
_OF_DAY = f"SELECT * FROM ({_ALL}) known WHERE source IS NOT NULL AND at >= $1 AND at < $2"  # noqa: S608 -- our own text
_KNOWN = 'SELECT id FROM "order" WHERE id = $1'
_DONE = "SELECT max(day) FROM reconciled_day"
_WRITE = """
    INSERT INTO reconciled_day (day, entries, differences) VALUES ($1, $2, $3)
    ON CONFLICT (day) DO UPDATE SET entries = excluded.entries,
        differences = excluded.differences, compared_at = now()
"""
_LIST = """
    SELECT day, entries, differences, compared_at FROM reconciled_day ORDER BY day DESC LIMIT $1
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...
    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


async def of_sources(on: Reader, sources: Sequence[str]) -> dict[str, Ours]:
    return _read(await on.fetch(_OF_SOURCES, sources))


async def of_day(on: Reader, begin: datetime, end: datetime) -> dict[str, Ours]:
    return _read(await on.fetch(_OF_DAY, begin, end))


async def known_order(on: Reader, order_id: UUID | None) -> UUID | None:
    """None when it is not one of ours, whatever somebody has written there."""
    found: UUID | None = await on.fetchval(_KNOWN, order_id)
    return found


async def last_day(on: Reader) -> date | None:
    found: date | None = await on.fetchval(_DONE)
    return found


async def write_day(tx: Transaction, day: date, entries: int, differences: int) -> None:
    await tx.execute(_WRITE, day, entries, differences)


async def days(on: Reader, limit: int) -> list[Any]:
    return await on.fetch(_LIST, limit)


def _read(rows: list[Any]) -> dict[str, Ours]:
    return {row["source"]: Ours(row["amount"], row["order_id"]) for row in rows}
