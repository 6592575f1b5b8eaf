"""What must be true of weighed goods, empties and quotes; merged into `invariants.QUERIES`."""

from collections.abc import Mapping

QUERIES: Mapping[str, str] = {
    "I5 what is ready has been weighed": """
        SELECT so.id, l.position FROM shop_order so
        JOIN order_line l ON l.shop_order_id = so.id
        WHERE so.status IN ('ready', 'handed_over') AND l.shown::jsonb ? 'weighed'
            AND NOT EXISTS (
                SELECT FROM reduction r
                WHERE r.shop_order_id = so.id AND r.position = l.position
                    AND r.kind IN ('weighed', 'substituted')
            )
            AND l.quantity > (
                SELECT coalesce(sum(r.quantity), 0) FROM reduction r
                WHERE r.shop_order_id = so.id AND r.position = l.position
            )
    """,
    "I2 empties take off what they were credited with": """
        SELECT so.id, e.credited, r.taken_off FROM shop_order so
        LEFT JOIN (
            SELECT shop_order_id, sum(credited) AS credited FROM empties GROUP BY shop_order_id
        ) e ON e.shop_order_id = so.id
        LEFT JOIN (
            SELECT shop_order_id, sum(deposit) AS taken_off FROM reduction
            WHERE kind = 'deposit_return' GROUP BY shop_order_id
        ) r ON r.shop_order_id = so.id
        WHERE coalesce(e.credited, 0) <> coalesce(r.taken_off, 0)
    """,
    "I5 an accepted quote is the order it became": """
        SELECT q.id, o.total FROM quote q
        JOIN "order" o ON o.id = q.order_id
        WHERE o.total <> (
            SELECT sum((line ->> 'quantity')::integer * (line ->> 'price')::integer)
            FROM json_array_elements(q.offer -> 'lines') AS line
        ) OR NOT EXISTS (
            SELECT FROM shop_order so WHERE so.order_id = o.id AND so.shop_id = q.shop_id
        )
    """,
    "I5 the last step is the quote's state": """
        SELECT q.id, q.state, s.state AS last FROM quote q
        LEFT JOIN quote_step s ON s.quote_id = q.id AND s.version = q.version
        WHERE s.state IS DISTINCT FROM q.state
    """,
}
