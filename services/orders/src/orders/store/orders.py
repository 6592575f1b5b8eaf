"""Orders as domain objects: loaded under a lock, saved with their steps."""

from collections.abc import Sequence
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.order import Order, OrderStatus, PaymentMethod
from orders.domain.shop_order import ShopOrder, ShopOrderStatus

_LOCK = """
    SELECT id, number, status, payment_method, total, version, account_id
    FROM "order" WHERE id = $1 FOR UPDATE
"""
_PARTS = """
    SELECT id, order_id, shop_id, status, total, version, opened_at, reason
    FROM shop_order WHERE order_id = $1 ORDER BY number
"""
_LOCK_ALL = 'SELECT id FROM "order" WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE'
_ORDER_OF = "SELECT order_id FROM shop_order WHERE id = $1"
_SAVE_ORDER = 'UPDATE "order" SET status = $2, version = $3 WHERE id = $1'
_SAVE_PARTS = """
    UPDATE shop_order s
    SET status = n.status, version = n.version, opened_at = n.opened_at, reason = n.reason
    FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[])
        AS n (id, status, version, opened_at, reason)
    WHERE s.id = n.id
"""
_SAVE_STEPS = """
    INSERT INTO history (shop_order_id, version, status, reason, at, account_id)
    SELECT s.*, $6
    FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[]) AS s
"""


async def lock(tx: Transaction, order_id: UUID) -> Order | None:
    """The order; until the transaction ends nobody else can change it or its parts."""
    row = await tx.fetchrow(_LOCK, order_id)
    if row is None:
        return None
    parts = await tx.fetch(_PARTS, order_id)
    return Order(
        id=row["id"],
        number=row["number"],
        status=OrderStatus(row["status"]),
        method=PaymentMethod(row["payment_method"]),
        total=row["total"],
        version=row["version"],
        account_id=row["account_id"],
        shop_orders=tuple(
            ShopOrder(**{**part, "status": ShopOrderStatus(part["status"])}) for part in parts
        ),
    )


async def lock_all(tx: Transaction, order_ids: Sequence[UUID]) -> None:
    """Several at once, in one order for everybody."""
    await tx.execute(_LOCK_ALL, order_ids)


async def order_of(tx: Transaction, shop_order_id: UUID) -> UUID | None:
    """Which order a shop order belongs to."""
    order_id: UUID | None = await tx.fetchval(_ORDER_OF, shop_order_id)
    return order_id


async def save(
    tx: Transaction, before: Order, after: Order, account_id: UUID | None = None
) -> None:
    """Write what has changed; `account_id` is who did it, None for the market itself."""
    if after.version != before.version:
        await tx.execute(_SAVE_ORDER, after.id, after.status, after.version)
    changed = [
        new
        for old, new in zip(before.shop_orders, after.shop_orders, strict=True)
        if new.version != old.version
    ]
    if not changed:
        return
    await tx.execute(
        _SAVE_PARTS,
        [part.id for part in changed],
        [part.status for part in changed],
        [part.version for part in changed],
        [part.opened_at for part in changed],
        [part.reason for part in changed],
    )
    steps = [(part.id, step) for part in changed for step in part.steps]
    await tx.execute(
        _SAVE_STEPS,
        [part_id for part_id, _ in steps],
        [step.version for _, step in steps],
        [step.status for _, step in steps],
        [step.reason for _, step in steps],
        [step.at for _, step in steps],
        account_id,
    )
