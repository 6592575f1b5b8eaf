"""Money that has been on its way back for too long."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.db import Transaction

_LATE = """
    SELECT r.id::text AS key, r.order_id, r.amount, r.error FROM refund r
    JOIN payment p ON p.order_id = r.order_id
    WHERE r.status = 'requested' AND r.created_at <= $1
        AND p.status IN ('paid', 'partly_refunded', 'refunded')
    UNION ALL
    SELECT session_id, order_id, amount, error FROM stray_money
    WHERE status = 'returning' AND created_at <= $1
    LIMIT $2
"""
_SETTLE = """
    UPDATE payment_matter m SET ended_at = now()
    WHERE m.kind = 'refund_late' AND m.ended_at IS NULL
        AND NOT EXISTS (
            SELECT FROM refund r WHERE m.key = 'late:' || r.id AND r.status = 'requested'
        )
        AND NOT EXISTS (
            SELECT FROM stray_money s
            WHERE m.key = 'late:' || s.session_id AND s.status = 'returning'
        )
"""


@dataclass(frozen=True, slots=True)
class LateMoney:
    key: str
    order_id: UUID | None
    amount: int
    error: str | None


async def late(tx: Transaction, since: datetime, limit: int) -> list[LateMoney]:
    return [LateMoney(**row) for row in await tx.fetch(_LATE, since, limit)]


async def settle_arrived(tx: Transaction) -> None:
    await tx.execute(_SETTLE)
