"""What must be true of goods held at the checkout, of frozen texts and of checked ages."""

from collections.abc import Mapping

QUERIES: Mapping[str, str] = {
    "I1 a cart holds while it says so, and never after it was ordered": """
        SELECT h.order_id, h.variant_id FROM hold h LEFT JOIN cart c ON c.id = h.order_id
        WHERE h.shop_order_id = h.order_id
            AND (h.state <> 'held' OR c.held_until IS NULL OR c.order_id IS NOT NULL)
    """,
    "I1 nothing is held for goods at the checkout long after their time": """
        SELECT id, held_until FROM cart WHERE held_until < now() - interval '10 minutes'
    """,
    "I5 nothing for grown-ups is handed over unchecked": """
        SELECT so.id FROM shop_order so
        WHERE so.status = 'handed_over'
            AND EXISTS (
                SELECT FROM order_line l
                WHERE l.shop_order_id = so.id AND (l.shown ->> 'age') IS NOT NULL
            )
            AND NOT EXISTS (SELECT FROM age_check a WHERE a.shop_order_id = so.id)
    """,
}
