"""Shares that wait although nothing speaks against them but the missing account."""

from typing import Any, Protocol
from uuid import UUID

from orders.domain.ledger import Part

_OPEN = """
    SELECT s.order_id, s.shop_order_id, s.shop_id FROM share s
    WHERE s.shop_id = $1 AND s.state = 'open'
        AND NOT EXISTS (
            SELECT FROM dispute_share d WHERE d.shop_order_id = s.shop_order_id AND d.frozen
        )
        AND NOT EXISTS (
            SELECT FROM transfer t
            WHERE t.shop_order_id = s.shop_order_id AND t.state IN ('requested', 'failed')
        )
    ORDER BY s.order_id
"""
_OWED = f"""
    SELECT o.order_id, o.shop_order_id, o.shop_id, -sum(p.amount) AS owed
    FROM ({_OPEN}) o JOIN ledger_entry e ON e.order_id = o.order_id
    JOIN ledger_posting p ON p.entry_id = e.id
        AND p.shop_id = o.shop_id AND p.account = 'owed_to_shop'
    GROUP BY o.order_id, o.shop_order_id, o.shop_id HAVING sum(p.amount) < 0
    ORDER BY o.order_id
"""  # noqa: S608 -- our own words
_LISTED = f"""
    SELECT w.shop_order_id, w.owed, so.number, s.created_at
    FROM ({_OWED}) w JOIN shop_order so ON so.id = w.shop_order_id
    JOIN share s ON s.shop_order_id = w.shop_order_id
    ORDER BY s.created_at LIMIT $2
"""  # noqa: S608 -- our own words


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


async def of_shop(on: Reader, shop_id: UUID) -> list[Part]:
    """In the order of their orders' ids, in which everybody locks."""
    return [_part(row) for row in await on.fetch(_OPEN, shop_id)]


async def owed(on: Reader, shop_id: UUID) -> list[tuple[Part, int]]:
    return [(_part(row), row["owed"]) for row in await on.fetch(_OWED, shop_id)]


async def listed(on: Reader, shop_id: UUID, limit: int) -> list[Any]:
    """For whoever pays: which orders the open amount is made of."""
    return await on.fetch(_LISTED, shop_id, limit)


def _part(row: Any) -> Part:
    return Part(row["order_id"], row["shop_order_id"], row["shop_id"])
