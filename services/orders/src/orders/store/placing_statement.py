"""The one statement that locks, checks and writes everything an order needs.

Stock rows are locked in the order of their ids, whatever the order in the cart, so two buyers
can wait for each other but never in a circle. When a line falls short, a place has no room left,
or the cart or the key turn out to be taken, the statement writes nothing and says which.

What is written starts from the counts as they were locked. The rows of the update itself are as
old as the statement, and PostgreSQL holds the table's check against those before it looks for
newer ones: goods that came free while we waited would look oversold.

A cart that holds its goods already has a statement of its own (`placing_held.py`), so that all
others need not look for holds. `held_until` tells whether that is still so under the cart's lock.
"""

PLACE = """
    WITH patience AS MATERIALIZED (
        SELECT set_config('lock_timeout', '2s', true)
    ), the_cart AS MATERIALIZED (
        SELECT id FROM cart
        WHERE id = $1 AND version = $2 AND order_id IS NULL
            AND held_until IS NOT DISTINCT FROM $31 AND (SELECT count(*) FROM patience) = 1
        FOR UPDATE
    ), line AS MATERIALIZED (
        SELECT * FROM json_to_recordset($3::json) AS l (
            shop_order_id uuid, position integer, variant_id uuid, product_id uuid,
            quantity integer, price integer, deposit integer, vat_class text, vat_permille integer,
            shown json
        )
    ), part AS MATERIALIZED (
        SELECT * FROM json_to_recordset($4::json) AS p (
            id uuid, shop_id uuid, number text, slot_start timestamptz, slot_end timestamptz,
            subtotal integer, deposit_total integer, fee integer, total integer, pickup_code text,
            shop json, fulfilment json, terms json, slot_place text, capacity integer
        )
    ), locked AS MATERIALIZED (
        SELECT variant_id, on_order OR not_counted AS endless, on_hand, reserved,
            on_hand - reserved AS available
        FROM stock
        WHERE variant_id = ANY($5::uuid[]) AND EXISTS (SELECT FROM the_cart)
        ORDER BY variant_id
        FOR UPDATE
    ), short AS MATERIALIZED (
        SELECT line.variant_id, coalesce(locked.available, 0) AS available
        FROM line LEFT JOIN locked USING (variant_id)
        WHERE EXISTS (SELECT FROM the_cart)
            AND NOT coalesce(locked.endless, false)
            AND coalesce(locked.available, 0) < line.quantity
    ), load AS MATERIALIZED (
        SELECT place, start, taken FROM slot_load
        WHERE EXISTS (SELECT FROM the_cart) AND (place, start) IN (
            SELECT slot_place, slot_start FROM part WHERE capacity IS NOT NULL
        )
        ORDER BY place, start
        FOR UPDATE
    ), crowded AS MATERIALIZED (
        SELECT min(part.shop_id::text)::uuid AS shop_id
        FROM part JOIN load ON load.place = part.slot_place AND load.start = part.slot_start
        GROUP BY part.slot_place, part.slot_start
        HAVING min(load.taken) + count(*) > min(part.capacity)
    ), claim AS (
        INSERT INTO idempotency (scope, key, request_hash, order_id)
        SELECT $6, $7, $8, $9 FROM the_cart
        WHERE NOT EXISTS (SELECT FROM short) AND NOT EXISTS (SELECT FROM crowded)
        ON CONFLICT DO NOTHING
        RETURNING order_id
    ), ordered AS (
        UPDATE cart SET order_id = claim.order_id, updated_at = now() FROM claim WHERE cart.id = $1
    ), new_order AS (
        INSERT INTO "order" (
            id, number, cart_id, account_id, guest_token_hash, status, payment_method,
            contact_name, contact_email, contact_phone, note, total, created_at,
            language, buyer, placed_by, wishes, pay_until
        )
        SELECT order_id, $10, $1, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $27, $28::json, $29, $30::json, now() + $21::interval
        FROM claim
    ), new_parts AS (
        INSERT INTO shop_order (
            id, order_id, shop_id, number, status, slot_start, slot_end, subtotal, deposit_total,
            fee, total, pickup_code, shop, fulfilment, terms, slot_place, opened_at
        )
        SELECT part.id, claim.order_id, part.shop_id, part.number, 'placed', part.slot_start,
            part.slot_end, part.subtotal, part.deposit_total, part.fee, part.total,
            part.pickup_code, part.shop, part.fulfilment, part.terms, part.slot_place,
            CASE WHEN $21::interval IS NULL THEN $20 END
        FROM part, claim
    ), new_lines AS (
        INSERT INTO order_line (
            shop_order_id, position, variant_id, product_id, quantity, price, deposit, vat_class,
            vat_permille, shown
        )
        SELECT shop_order_id, position, variant_id, product_id, quantity, price, deposit,
            vat_class, vat_permille, shown
        FROM line, claim
    ), first_steps AS (
        INSERT INTO history (shop_order_id, version, status, account_id, at)
        SELECT part.id, 1, 'placed', $11, $20 FROM part, claim WHERE $21::interval IS NULL
    ), new_payment AS (
        INSERT INTO payment (order_id, method, status, amount, idempotency_key, expires_at)
        SELECT order_id, $14, 'pending', $19, 'pay-' || order_id, now() + $21::interval
        FROM claim WHERE $21::interval IS NOT NULL
    ), taken AS (
        UPDATE stock s SET on_hand = locked.on_hand, reserved = locked.reserved + line.quantity,
            version = s.version + 1
        FROM claim, line JOIN locked USING (variant_id)
        WHERE s.variant_id = line.variant_id AND NOT locked.endless
        RETURNING s.variant_id, s.product_id, s.shop_id, s.version,
            s.on_hand - s.reserved AS available, line.quantity, line.shop_order_id
    ), new_holds AS (
        INSERT INTO hold (order_id, variant_id, shop_order_id, quantity, state, expires_at)
        SELECT claim.order_id, variant_id, shop_order_id, quantity, 'held', now() + $21::interval
        FROM taken, claim
    ), told AS (
        INSERT INTO outbox (id, type, aggregate_id, version, payload, traceparent)
        SELECT $22, $23, $9, 1, $24, $25 FROM claim
        UNION ALL
        SELECT gen_random_uuid(), $26, $9, 1, convert_to(json_build_object(
            'version', 1, 'change_id', $9, 'levels', json_agg(json_build_object(
                'version', version, 'variant_id', variant_id, 'product_id', product_id,
                'shop_id', shop_id, 'available', available, 'on_order', false
            ))
        )::text, 'UTF8'), $25 FROM taken HAVING count(*) > 0
    )
    SELECT
        EXISTS (SELECT FROM the_cart) AS cart_free,
        EXISTS (SELECT FROM claim) AS placed,
        (SELECT jsonb_object_agg(variant_id, available) FROM short) AS short,
        (SELECT array_agg(shop_id) FROM crowded) AS crowded
"""
