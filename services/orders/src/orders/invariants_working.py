"""What must be true of shop orders that are worked off: parts given back, reduced, paid back."""

from collections.abc import Mapping
from typing import Final

# What flows back late and whole names no shop order; what the bank refused counts as long as
# nothing took its place.
_BACK = """
    WITH part AS (
    SELECT so.id, so.status, so.total, so.opened_at, o.payment_method,
        coalesce(r.asked, 0) AS asked, coalesce(r.alive, 0) AS alive
    FROM shop_order so JOIN "order" o ON o.id = so.order_id
    LEFT JOIN (
        SELECT shop_order_id, sum(amount) AS asked,
            coalesce(sum(amount) FILTER (WHERE status <> 'failed'), 0) AS alive
        FROM refund GROUP BY shop_order_id
    ) r ON r.shop_order_id = so.id
    )
"""


def _of_parts(query: str) -> str:
    """A query about `part`: shop orders with what of them flows back."""
    return _BACK + query


QUERIES: Final[Mapping[str, str]] = {
    "I1 holds end with their shop order": """
        SELECT h.order_id, h.variant_id, h.state, so.status FROM hold h
        JOIN shop_order so ON so.id = h.shop_order_id
        WHERE (h.state = 'held') <> (so.status IN ('placed', 'accepted', 'ready'))
            OR (h.state = 'committed') <> (so.status = 'handed_over')
    """,
    "I1 what was handed over is what was sold": """
        SELECT h.order_id, h.variant_id, h.state, h.quantity, m.sold FROM hold h
        LEFT JOIN (
            SELECT shop_order_id, variant_id, -sum(delta) AS sold FROM stock_movement
            WHERE kind = 'sold' GROUP BY shop_order_id, variant_id
        ) m USING (shop_order_id, variant_id)
        WHERE coalesce(m.sold, 0) <> CASE WHEN h.state = 'committed' THEN h.quantity ELSE 0 END
    """,
    "I1 a hold is what was ordered and what changed since": """
        SELECT h.order_id, h.variant_id, h.quantity, l.ordered, c.changed FROM hold h
        LEFT JOIN (
            SELECT shop_order_id, variant_id, sum(quantity) AS ordered FROM order_line
            GROUP BY shop_order_id, variant_id
        ) l USING (shop_order_id, variant_id)
        LEFT JOIN (
            SELECT order_id, variant_id, sum(delta) AS changed FROM hold_change
            GROUP BY order_id, variant_id
        ) c USING (order_id, variant_id)
        WHERE h.quantity <> coalesce(l.ordered, 0) + coalesce(c.changed, 0)
            AND h.shop_order_id <> h.order_id -- what a cart holds, nobody has ordered
    """,
    "I2 no more flows back than was paid": """
        SELECT r.order_id, sum(r.amount) AS refunded, p.amount AS paid FROM refund r
        LEFT JOIN payment p ON p.order_id = r.order_id
        WHERE r.status <> 'failed'
        GROUP BY r.order_id, p.amount HAVING sum(r.amount) > coalesce(p.amount, 0)
    """,
    "I2 no part gives back more than it cost": _of_parts(
        """
        SELECT id, status, total, alive FROM part WHERE alive > total
    """
    ),
    "I2 a paid part that will not happen flows back, once": _of_parts(
        """
        SELECT id, status, total, asked, alive FROM part
        WHERE payment_method = 'online' AND opened_at IS NOT NULL
            AND status IN ('declined', 'cancelled') AND asked < total
    """
    ),
    "I2 nothing flows back without a cause": _of_parts(
        """
        SELECT id, status, alive FROM part
        WHERE status NOT IN ('declined', 'cancelled') AND EXISTS (
            SELECT FROM refund r WHERE r.shop_order_id = part.id
                AND r.idempotency_key = 'refund-' || part.id
        )
    """
    ),
    "I2 what was taken off an online part flows back, once": """
        SELECT d.id, d.goods + d.deposit + d.fee AS amount, r.amount AS refunded FROM reduction d
        JOIN shop_order so ON so.id = d.shop_order_id
        JOIN "order" o ON o.id = so.order_id AND o.payment_method = 'online'
        LEFT JOIN refund r ON r.idempotency_key = 'reduction-' || d.id
        WHERE d.goods + d.deposit + d.fee > 0
            AND r.amount IS DISTINCT FROM d.goods + d.deposit + d.fee
            AND NOT EXISTS (
                SELECT FROM refund w
                WHERE w.shop_order_id = so.id AND w.idempotency_key NOT LIKE 'reduction-%'
            )
    """,
    "I2 no part is taken more off than it costs": """
        SELECT so.id, so.total, sum(d.goods + d.deposit + d.fee) AS reduced FROM reduction d
        JOIN shop_order so ON so.id = d.shop_order_id
        GROUP BY so.id HAVING sum(d.goods + d.deposit + d.fee) > so.total
    """,
    "I2 no line is taken more off than it costs": """
        SELECT l.shop_order_id, l.position FROM reduction d
        JOIN order_line l USING (shop_order_id, position)
        GROUP BY l.shop_order_id, l.position, l.quantity, l.price, l.deposit
        HAVING sum(d.goods) > l.quantity * l.price OR sum(d.deposit) > l.quantity * l.deposit
            OR sum(d.quantity) > l.quantity
    """,
}
