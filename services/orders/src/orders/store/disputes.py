"""Disputes as rows, with the shares of an order that they are about."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.dispute import Disputed, Stake

_SAVE = """
    INSERT INTO dispute (id, order_id, charge_id, amount, fee, reason, status, evidence_until,
        begun_at, closed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10 THEN now() END)
    ON CONFLICT (id) DO UPDATE SET amount = excluded.amount, fee = excluded.fee,
        status = excluded.status, evidence_until = excluded.evidence_until,
        closed_at = excluded.closed_at
    WHERE dispute.closed_at IS NULL
    RETURNING id
"""
# Left of the charge, whoever bears what has gone back. What has not gone back yet will not: the
# provider refunds nothing that is disputed.
_STAKES = """
    SELECT so.id AS shop_order_id, so.shop_id, so.total, so.total - coalesce((
        SELECT sum(r.amount) FROM refund r
        WHERE r.shop_order_id = so.id AND r.status IN ('issued', 'spared')
    ), 0)::integer AS left
    FROM shop_order so WHERE so.order_id = $1 ORDER BY so.number
"""
_FREEZE = """
    INSERT INTO dispute_share (dispute_id, shop_order_id, amount, frozen)
    SELECT $1, s.*, true FROM unnest($2::uuid[], $3::integer[]) AS s (shop_order_id, amount)
    ON CONFLICT DO NOTHING
"""
_UNFREEZE = "UPDATE dispute_share SET frozen = false WHERE dispute_id = $1 AND frozen"
_SHARES = """
    SELECT so.shop_id, s.amount FROM dispute_share s
    JOIN shop_order so ON so.id = s.shop_order_id
    WHERE s.dispute_id = $1 ORDER BY so.number
"""


async def save(tx: Transaction, dispute: Disputed, order_id: UUID | None) -> bool:
    """False when it is over already: nothing that comes later changes it."""
    found = await tx.fetchval(
        _SAVE,
        dispute.id,
        order_id,
        dispute.charge_id,
        dispute.amount,
        dispute.fee,
        dispute.reason,
        dispute.status,
        dispute.evidence_until,
        dispute.begun_at,
        dispute.is_over,
    )
    return found is not None


async def stakes(tx: Transaction, order_id: UUID) -> list[Stake]:
    return [Stake(**row) for row in await tx.fetch(_STAKES, order_id)]


async def freeze(tx: Transaction, dispute_id: str, shares: Mapping[UUID, int]) -> None:
    """Decided when the dispute begins; asking again changes nothing."""
    await tx.execute(_FREEZE, dispute_id, [*shares], [*shares.values()])


async def unfreeze(tx: Transaction, dispute_id: str) -> None:
    await tx.execute(_UNFREEZE, dispute_id)


async def shares(tx: Transaction, dispute_id: str) -> Mapping[UUID | None, int]:
    """Cents for each shop."""
    rows: list[Any] = await tx.fetch(_SHARES, dispute_id)
    return {row["shop_id"]: row["amount"] for row in rows}
