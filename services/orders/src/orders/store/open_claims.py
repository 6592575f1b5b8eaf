"""What is still open about an order that has ended: until then nobody forgets whose it was."""

from typing import Final

# Of "order" as o: money that has not reached its buyer, a withdrawal that is not settled, a bank
# that has not decided, or anything else about its money that waits for a person.
HAS_OPEN_CLAIM: Final = """(
    EXISTS (SELECT FROM refund r WHERE r.order_id = o.id AND r.status = 'requested')
    OR EXISTS (SELECT FROM payment p WHERE p.order_id = o.id
        AND p.status IN ('processing', 'authorised'))
    OR EXISTS (SELECT FROM payment_matter m WHERE m.order_id = o.id AND m.ended_at IS NULL)
    OR EXISTS (SELECT FROM dispute d WHERE d.order_id = o.id AND d.closed_at IS NULL)
    OR EXISTS (
        SELECT FROM shop_order so JOIN withdrawal_part w ON w.shop_order_id = so.id
        WHERE so.order_id = o.id AND w.settled_at IS NULL
    )
)"""
