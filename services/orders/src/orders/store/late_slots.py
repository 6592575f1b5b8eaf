"""Parts of an order whose time to be collected is over."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

_OVER = "SELECT id FROM shop_order WHERE order_id = $1 AND slot_end <= $2 AND status = 'placed'"


async def over(tx: Transaction, order_id: UUID, now: datetime) -> frozenset[UUID]:
    return frozenset(row["id"] for row in await tx.fetch(_OVER, order_id, now))
