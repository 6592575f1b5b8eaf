"""The placing statement for a cart that holds its goods while somebody is at the checkout."""

from orders.store.placing_statement import PLACE


def _taking_over() -> str:
    """The same for a cart that holds: its own holds are there for it, and end with this."""
    changes = (
        (
            """    ), short AS MATERIALIZED (
        SELECT line.variant_id, coalesce(locked.available, 0) AS available
        FROM line LEFT JOIN locked USING (variant_id)
""",
            """    ), own AS MATERIALIZED (
        SELECT variant_id, quantity FROM hold WHERE order_id = $1 AND state = 'held'
    ), short AS MATERIALIZED (
        SELECT line.variant_id,
            coalesce(locked.available, 0) + coalesce(own.quantity, 0) AS available
        FROM line LEFT JOIN locked USING (variant_id) LEFT JOIN own USING (variant_id)
""",
        ),
        (
            "AND coalesce(locked.available, 0) < line.quantity\n",
            "AND coalesce(locked.available, 0) + coalesce(own.quantity, 0) < line.quantity\n",
        ),
        (
            "SET order_id = claim.order_id, updated_at = now() FROM claim",
            "SET order_id = claim.order_id, updated_at = now(), held_until = NULL FROM claim",
        ),
        (
            """    ), taken AS (
        UPDATE stock s SET on_hand = locked.on_hand, reserved = locked.reserved + line.quantity,
            version = s.version + 1
        FROM claim, line JOIN locked USING (variant_id)
        WHERE s.variant_id = line.variant_id AND NOT locked.endless
        RETURNING s.variant_id,""",
            """    ), handed AS (
        DELETE FROM hold h USING claim WHERE h.order_id = $1 AND h.state = 'held'
    ), taken AS (
        UPDATE stock s SET on_hand = locked.on_hand, version = s.version + 1,
            reserved = locked.reserved - coalesce(own.quantity, 0)
                + CASE WHEN locked.endless THEN 0 ELSE line.quantity END
        FROM claim, line JOIN locked USING (variant_id) LEFT JOIN own USING (variant_id)
        WHERE s.variant_id = line.variant_id AND (own.quantity > 0 OR NOT locked.endless)
        RETURNING locked.endless, s.variant_id,""",
        ),
        (
            "        FROM taken, claim\n    ), told",
            "        FROM taken, claim WHERE NOT endless\n    ), told",
        ),
        (
            "FROM taken HAVING count(*) > 0",
            "FROM taken WHERE NOT endless HAVING count(*) > 0",
        ),
    )
    statement = PLACE
    for plain, holding in changes:
        assert statement.count(plain) == 1, plain
        statement = statement.replace(plain, holding)
    return statement


PLACE_HELD = _taking_over()
