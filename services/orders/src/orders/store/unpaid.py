"""Orders whose time to pay has run out, by the database's clock alone."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...
    async def execute(self, query: str, *arguments: Any) -> Any: ...


_OVERDUE = """
    SELECT id FROM "order"
    WHERE status = 'awaiting_payment' AND pay_until <= now() AND id <> ALL($2::uuid[])
    ORDER BY pay_until LIMIT $1
"""
_CLAIM = """
    SELECT id FROM "order"
    WHERE id = $1 AND status = 'awaiting_payment' AND pay_until <= now()
    FOR UPDATE SKIP LOCKED
"""
_LATER = """
    UPDATE "order" SET pay_until = now() + interval '1 minute'
    WHERE id = $1 AND status = 'awaiting_payment' AND pay_until <= now()
"""
_CLOSE_PAYMENT = """
    UPDATE payment SET status = 'expired' WHERE order_id = $1 AND status IN ('pending', 'failed')
"""


async def overdue(on: Connection, limit: int, but: Sequence[UUID] = ()) -> list[UUID]:
    return [row["id"] for row in await on.fetch(_OVERDUE, limit, but)]


async def claim(tx: Transaction, order_id: UUID) -> bool:
    """Lock it, if it is still overdue and nobody else is at it."""
    return await tx.fetchval(_CLAIM, order_id) is not None


async def ask_again_later(on: Connection, order_id: UUID) -> None:
    """So that one order that may not end does not stand in the way of the others."""
    await on.execute(_LATER, order_id)


async def close_payment(tx: Transaction, order_id: UUID) -> None:
    await tx.execute(_CLOSE_PAYMENT, order_id)
