"""I2 for the books: they balance, and they say what the rows of payments and transfers say."""

from collections.abc import Mapping

QUERIES: Mapping[str, str] = {
    "I2 every entry sums to zero": """
        SELECT e.id, e.key, sum(p.amount) AS cents
        FROM ledger_entry e LEFT JOIN ledger_posting p ON p.entry_id = e.id
        GROUP BY e.id HAVING coalesce(sum(p.amount), 1) <> 0
    """,
    "I2 what was captured is booked": """
        SELECT p.order_id, p.status, coalesce(p.captured, p.amount) AS paid, b.cents AS booked
        FROM payment p LEFT JOIN (
            SELECT e.order_id, sum(l.amount) AS cents
            FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
            WHERE l.account = 'provider_balance' AND e.kind = 'payment_received'
            GROUP BY e.order_id
        ) b ON b.order_id = p.order_id
        WHERE p.status IN ('paid', 'partly_refunded', 'refunded')
            AND coalesce(p.captured, p.amount) <> coalesce(b.cents, 0)
    """,
    "I2 what was sent back is booked": """
        SELECT coalesce(r.order_id, b.order_id) AS order_id, r.cents AS refunded, b.cents AS booked
        FROM (
            SELECT order_id, sum(amount) AS cents FROM refund WHERE status = 'issued'
            GROUP BY order_id
        ) r FULL JOIN (
            SELECT e.order_id, -sum(p.amount) AS cents
            FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
            WHERE p.account = 'provider_balance'
                AND e.kind IN ('refund_issued', 'refund_revoked')
                AND NOT EXISTS (SELECT FROM stray_money s WHERE s.provider_id = e.ref)
            GROUP BY e.order_id
        ) b ON b.order_id = r.order_id
        WHERE coalesce(r.cents, 0) <> coalesce(b.cents, 0)
    """,
    "I2 transfers and their reversals are booked": """
        SELECT shop_order_id, t.cents, b.cents AS booked
        FROM (
            SELECT t.shop_order_id, sum(t.amount) - coalesce(sum(r.back), 0) AS cents
            FROM transfer t LEFT JOIN (
                SELECT transfer_id, sum(amount) AS back FROM transfer_reversal
                WHERE state = 'done' GROUP BY transfer_id
            ) r ON r.transfer_id = t.id
            WHERE t.state = 'sent' GROUP BY t.shop_order_id
        ) t FULL JOIN (
            SELECT e.shop_order_id, -sum(p.amount) AS cents
            FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
            WHERE p.account = 'provider_balance' AND e.kind IN ('transfer', 'transfer_reversed')
            GROUP BY e.shop_order_id
        ) b USING (shop_order_id)
        WHERE coalesce(t.cents, 0) <> coalesce(b.cents, 0)
    """,
    "I2 never more fetched back than was sent": """
        SELECT t.id, t.amount, sum(r.amount) AS back
        FROM transfer t JOIN transfer_reversal r ON r.transfer_id = t.id
        GROUP BY t.id HAVING sum(r.amount) > t.amount
    """,
    "I2 one transfer at most is out for a share": """
        SELECT t.shop_order_id, count(*) AS out FROM transfer t
        WHERE t.state IN ('requested', 'failed') OR (t.state = 'sent' AND t.amount > coalesce((
            SELECT sum(amount) FROM transfer_reversal r
            WHERE r.transfer_id = t.id AND r.state IN ('done', 'debt')
        ), 0))
        GROUP BY t.shop_order_id HAVING count(*) > 1
    """,
    "I2 a settled share owes nobody anything": """
        SELECT s.shop_order_id, p.account, sum(p.amount) AS cents
        FROM share s JOIN ledger_entry e ON e.order_id = s.order_id
        JOIN ledger_posting p ON p.entry_id = e.id AND p.shop_id = s.shop_id
        WHERE s.state = 'settled' AND p.account = 'owed_to_shop'
        GROUP BY s.shop_order_id, p.account HAVING sum(p.amount) <> 0
    """,
    # What was paid of a fee and is given back later is a credit, for the next invoice to say.
    # Captured is what was sent, kept as commission, or flowed back. What a bank refuses is owed on.
    "I2 of a settled share nothing is left with nobody": """
        SELECT s.shop_order_id, -sum(p.amount) AS cents
        FROM share s JOIN shop_order so ON so.id = s.shop_order_id
        JOIN ledger_entry e ON e.order_id = s.order_id
        JOIN ledger_posting p ON p.entry_id = e.id AND p.shop_id = s.shop_id
        WHERE s.state = 'settled' AND so.status = 'handed_over' AND p.account = 'owed_to_buyer'
            AND NOT EXISTS (
                SELECT FROM refund r
                WHERE r.shop_order_id = s.shop_order_id AND r.status IN ('requested', 'failed')
            )
        GROUP BY s.shop_order_id HAVING sum(p.amount) < 0
    """,
    "I2 no shop owes less than nothing": """
        SELECT p.shop_id, p.account, sum(p.amount) AS cents
        FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
        WHERE p.account = 'shop_receivable'
            OR (p.account = 'fee_receivable' AND e.kind NOT IN ('fee_paid', 'fee_netted'))
        GROUP BY p.shop_id, p.account HAVING sum(p.amount) < 0
    """,
    "I2 what shops paid of fees is booked": """
        SELECT shop_id, n.kind, n.cents, b.cents AS booked
        FROM (
            SELECT shop_id, kind, sum(amount) AS cents FROM fee_payment GROUP BY shop_id, kind
        ) n FULL JOIN (
            SELECT p.shop_id, CASE e.kind WHEN 'fee_paid' THEN 'bank' ELSE 'netted' END AS kind,
                -sum(p.amount) AS cents
            FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
            WHERE p.account = 'fee_receivable' AND e.kind IN ('fee_paid', 'fee_netted')
            GROUP BY p.shop_id, e.kind
        ) b USING (shop_id, kind)
        WHERE coalesce(n.cents, 0) <> coalesce(b.cents, 0)
    """,
}
