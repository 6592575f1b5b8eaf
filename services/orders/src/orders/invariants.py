"""What must be true of this database at any time; each query answers its violations."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from orders import (
    invariants_contracts,
    invariants_kinds,
    invariants_ledger,
    invariants_papers,
    invariants_payments,
    invariants_working,
)
from orders.domain.shop_order import TRANSITIONS, UNDONE, ShopOrderStatus


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


QUERIES: Mapping[str, str] = {
    "I1 reserved is the sum of what is held": """
        SELECT s.variant_id, s.reserved, coalesce(h.held, 0) AS held FROM stock s
        FULL JOIN (
            SELECT variant_id, sum(quantity) AS held FROM hold
            WHERE state = 'held' GROUP BY variant_id
        ) h USING (variant_id)
        WHERE coalesce(s.reserved, 0) <> coalesce(h.held, 0)
    """,
    "I1 on hand is the sum of the movements": """
        SELECT s.variant_id, s.on_hand, coalesce(m.moved, 0) AS moved FROM stock s
        FULL JOIN (
            SELECT variant_id, sum(delta) AS moved FROM stock_movement GROUP BY variant_id
        ) m USING (variant_id)
        WHERE coalesce(s.on_hand, 0) <> coalesce(m.moved, 0)
    """,
    "I1 never more promised than there is": """
        SELECT variant_id, on_hand, reserved FROM stock
        WHERE reserved < 0 OR reserved > on_hand
    """,
    "I2 the parts add up to the order": """
        SELECT o.id, o.total, sum(so.total) AS parts FROM "order" o
        JOIN shop_order so ON so.order_id = o.id
        GROUP BY o.id HAVING o.total <> sum(so.total)
    """,
    "I2 the lines add up to the part": """
        SELECT so.id, so.subtotal, so.deposit_total FROM shop_order so
        JOIN order_line l ON l.shop_order_id = so.id
        GROUP BY so.id
        HAVING so.subtotal <> sum(l.price * l.quantity)
            OR so.deposit_total <> sum(l.deposit * l.quantity)
    """,
    "I5 the last step is the state": """
        SELECT so.id, so.status, h.status AS last FROM shop_order so
        JOIN LATERAL (
            SELECT status FROM history WHERE shop_order_id = so.id ORDER BY version DESC LIMIT 1
        ) h ON true
        WHERE h.status <> so.status
    """,
    "I5 no opened shop order without a history": """
        SELECT so.id FROM shop_order so
        WHERE so.opened_at IS NOT NULL
            AND NOT EXISTS (SELECT FROM history WHERE shop_order_id = so.id)
    """,
    "I5 nobody waits for money past the deadline": """
        SELECT id, pay_until FROM "order"
        WHERE status = 'awaiting_payment'
            AND (pay_until IS NULL OR pay_until < now() - interval '10 minutes')
    """,
    "I5 an order is over when all its parts are": """
        SELECT o.id, o.status FROM "order" o
        WHERE (o.status IN ('completed', 'cancelled')) <> NOT EXISTS (
            SELECT FROM shop_order so
            WHERE so.order_id = o.id AND so.status IN ('placed', 'accepted', 'ready')
        )
    """,
    "I5 one order for each key": """
        SELECT i.scope, i.key FROM idempotency i
        LEFT JOIN "order" o ON o.id = i.order_id WHERE o.id IS NULL
    """,
    **invariants_ledger.QUERIES,
    **invariants_kinds.QUERIES,
    **invariants_working.QUERIES,
    **invariants_papers.QUERIES,
    **invariants_payments.QUERIES,
    **invariants_contracts.QUERIES,
}
_STEPS = """
    SELECT earlier, before, status, min(shop_order_id::text) AS shop_order_id FROM (
        SELECT shop_order_id, lag(status, 2) OVER w AS earlier, lag(status) OVER w AS before,
            status
        FROM history
        WINDOW w AS (PARTITION BY shop_order_id ORDER BY version)
    ) step
    GROUP BY earlier, before, status
"""


async def violations(on: Connection) -> list[str]:
    """One line per violation; empty when all is well."""
    found = [
        f"{name}: {dict(row)}" for name, query in QUERIES.items() for row in await on.fetch(query)
    ]
    found += await invariants_papers.broken_chains(on)
    steps = await on.fetch(_STEPS)
    return found + [
        f"I5 history is a path of the state machine: {dict(row)}"
        for row in steps
        if not _allowed(row["before"], row["status"]) and not _paid_late(row)
    ]


def _allowed(before: str | None, status: str) -> bool:
    if before is None:
        return status in {ShopOrderStatus.PLACED, ShopOrderStatus.CANCELLED}
    was = ShopOrderStatus(before)
    if before == status == ShopOrderStatus.PLACED:
        return True  # its buyer has moved it
    return ShopOrderStatus(status) in TRANSITIONS[was] or UNDONE.get(was) == status


def _paid_late(row: Any) -> bool:
    """Given up unpaid before any shop saw it, then paid after all: it begins then."""
    return (row["earlier"], row["before"], row["status"]) == (
        None,
        ShopOrderStatus.CANCELLED,
        ShopOrderStatus.PLACED,
    )
