"""What must be true of money that comes in, whatever the provider and the banks do."""

from collections.abc import Mapping
from typing import Final

QUERIES: Final[Mapping[str, str]] = {
    # A debit takes days, and its order waits without an end.
    "I5 nobody waits for money past the deadline": """
        SELECT o.id, o.pay_until, p.status FROM "order" o
        LEFT JOIN payment p ON p.order_id = o.id
        WHERE o.status = 'awaiting_payment' AND CASE WHEN p.status = 'processing'
            THEN o.pay_until IS NOT NULL
            ELSE o.pay_until IS NULL OR o.pay_until < now() - interval '10 minutes' END
    """,
    "I5 what waits for a debit is held without an end": """
        SELECT h.order_id, h.variant_id FROM hold h JOIN payment p ON p.order_id = h.order_id
        WHERE p.status = 'processing' AND h.state = 'held' AND h.expires_at IS NOT NULL
    """,
    "I2 never more is taken than was agreed": """
        SELECT order_id, amount, captured FROM payment WHERE captured > amount
    """,
    "I2 what was taken is what is due, and what flowed back": """
        SELECT p.order_id, p.captured, p.amount, coalesce(r.spared, 0) AS spared FROM payment p
        LEFT JOIN (
            SELECT order_id, sum(amount) AS spared FROM refund
            WHERE status = 'spared' GROUP BY order_id
        ) r ON r.order_id = p.order_id
        WHERE CASE
            WHEN p.status IN ('paid', 'partly_refunded', 'refunded')
            THEN coalesce(p.captured, p.amount) <> p.amount - coalesce(r.spared, 0)
            ELSE coalesce(p.captured, 0) <> 0 END
    """,
    "I2 money is in the books when it is here, and only then": """
        SELECT p.order_id, p.status, coalesce(p.captured, p.amount) AS taken, e.booked
        FROM payment p
        LEFT JOIN (
            SELECT e.order_id, sum(l.amount) AS booked FROM ledger_entry e
            JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'provider_balance'
            WHERE e.kind = 'payment_received' GROUP BY e.order_id
        ) e ON e.order_id = p.order_id
        WHERE coalesce(e.booked, 0) <> CASE
            WHEN p.status IN ('paid', 'partly_refunded', 'refunded')
            THEN coalesce(p.captured, p.amount) ELSE 0 END
    """,
    "I2 nothing is sent back of what was never taken": """
        SELECT r.id, p.status FROM refund r JOIN payment p ON p.order_id = r.order_id
        WHERE r.status = 'issued'
            AND p.status NOT IN ('paid', 'partly_refunded', 'refunded')
    """,
    "I2 stray money is booked in, and out when it is back": """
        SELECT s.session_id, s.status, e.lines FROM stray_money s
        JOIN LATERAL (
            SELECT count(*) AS lines FROM ledger_entry e
            WHERE (e.kind = 'stray_payment' AND e.ref = coalesce(s.payment_id, s.session_id))
                OR (e.kind = 'refund_issued' AND e.ref = s.provider_id)
        ) e ON true
        WHERE s.currency = 'eur' AND e.lines <> CASE
            WHEN s.held_only THEN 0 WHEN s.status = 'returned' THEN 2 ELSE 1 END
    """,
    "I2 a dispute is about no more than was taken": """
        SELECT d.id, d.amount, sum(s.amount) AS shares FROM dispute d
        JOIN dispute_share s ON s.dispute_id = d.id
        GROUP BY d.id HAVING sum(s.amount) > d.amount
    """,
    "I2 shares are frozen while a dispute is open, and only then": """
        SELECT d.id, d.status, s.shop_order_id, s.frozen FROM dispute d
        JOIN dispute_share s ON s.dispute_id = d.id
        WHERE s.frozen <> (d.closed_at IS NULL)
    """,
}
