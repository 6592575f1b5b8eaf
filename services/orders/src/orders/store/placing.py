"""Placing an order: everything it needs is locked, checked and written by one statement.

Stock rows are locked in the order of their ids, whatever the order in the cart, so two buyers
can wait for each other but never in a circle. When a line falls short, or the cart or the key
turn out to be taken, the statement writes nothing and says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import OrderPlaced, StockChanged
from marketkit.telemetry import current_traceparent

from orders.domain.new_order import NewOrder


class Connection(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """Who asks, under which Idempotency-Key, for what exactly."""

    scope: str
    key: str
    request_hash: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """Either `placed`, or nothing was written: the cart was taken, a line fell short, or the
    key belongs to another order."""

    placed: bool
    cart_free: bool
    short: Mapping[UUID, int]


_PLACE = """
    WITH patience AS MATERIALIZED (
        SELECT set_config('lock_timeout', '2s', true)
    ), the_cart AS MATERIALIZED (
        SELECT id FROM cart
        WHERE id = $1 AND version = $2 AND order_id IS NULL AND (SELECT count(*) FROM patience) = 1
        FOR UPDATE
    ), line AS MATERIALIZED (
        SELECT * FROM json_to_recordset($3::json) AS l (
            shop_order_id uuid, position integer, variant_id uuid, product_id uuid,
            quantity integer, price integer, deposit integer, vat_class text, shown json
        )
    ), part AS MATERIALIZED (
        SELECT * FROM json_to_recordset($4::json) AS p (
            id uuid, shop_id uuid, number text, slot_start timestamptz, slot_end timestamptz,
            subtotal integer, deposit_total integer, total integer, pickup_code text, shop json
        )
    ), locked AS MATERIALIZED (
        SELECT variant_id, on_order, on_hand - reserved AS available FROM stock
        WHERE variant_id = ANY($5::uuid[]) AND EXISTS (SELECT FROM the_cart)
        ORDER BY variant_id
        FOR UPDATE
    ), short AS MATERIALIZED (
        SELECT line.variant_id, coalesce(locked.available, 0) AS available
        FROM line LEFT JOIN locked USING (variant_id)
        WHERE EXISTS (SELECT FROM the_cart)
            AND NOT coalesce(locked.on_order, false)
            AND coalesce(locked.available, 0) < line.quantity
    ), claim AS (
        INSERT INTO idempotency (scope, key, request_hash, order_id)
        SELECT $6, $7, $8, $9 FROM the_cart WHERE NOT EXISTS (SELECT FROM short)
        ON CONFLICT DO NOTHING
        RETURNING order_id
    ), ordered AS (
        UPDATE cart SET order_id = claim.order_id, updated_at = now() FROM claim WHERE cart.id = $1
    ), new_order AS (
        INSERT INTO "order" (
            id, number, cart_id, account_id, guest_token_hash, status, payment_method,
            contact_name, contact_email, contact_phone, note, total, created_at,
            language, pay_until
        )
        SELECT order_id, $10, $1, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $27, now() + $21::interval
        FROM claim
    ), new_parts AS (
        INSERT INTO shop_order (
            id, order_id, shop_id, number, status, slot_start, slot_end, subtotal, deposit_total,
            total, pickup_code, shop, opened_at
        )
        SELECT part.id, claim.order_id, part.shop_id, part.number, 'placed', part.slot_start,
            part.slot_end, part.subtotal, part.deposit_total, part.total, part.pickup_code,
            part.shop, CASE WHEN $21::interval IS NULL THEN $20 END
        FROM part, claim
    ), new_lines AS (
        INSERT INTO order_line (
            shop_order_id, position, variant_id, product_id, quantity, price, deposit, vat_class,
            shown
        )
        SELECT shop_order_id, position, variant_id, product_id, quantity, price, deposit,
            vat_class, shown
        FROM line, claim
    ), first_steps AS (
        INSERT INTO history (shop_order_id, version, status, account_id, at)
        SELECT part.id, 1, 'placed', $11, $20 FROM part, claim WHERE $21::interval IS NULL
    ), new_payment AS (
        INSERT INTO payment (order_id, method, status, amount, idempotency_key, expires_at)
        SELECT order_id, $14, 'pending', $19, 'pay-' || order_id, now() + $21::interval
        FROM claim WHERE $21::interval IS NOT NULL
    ), taken AS (
        UPDATE stock s SET reserved = s.reserved + line.quantity, version = s.version + 1
        FROM line, claim
        WHERE s.variant_id = line.variant_id AND NOT s.on_order
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
        SELECT gen_random_uuid(), $26, variant_id, version, convert_to(json_build_object(
            'version', version, 'variant_id', variant_id, 'product_id', product_id,
            'shop_id', shop_id, 'available', available, 'on_order', false
        )::text, 'UTF8'), $25 FROM taken
    )
    SELECT
        EXISTS (SELECT FROM the_cart) AS cart_free,
        EXISTS (SELECT FROM claim) AS placed,
        (SELECT jsonb_object_agg(variant_id, available) FROM short) AS short
"""


async def place(
    on: Connection, new: NewOrder, claim: Claim, time_to_pay: timedelta | None
) -> Outcome:
    """Hold the stock and write the order, or write nothing at all."""
    told = _placed_event(new)
    row = await on.fetchrow(
        _PLACE,
        new.cart_id,
        new.cart_version,
        _lines(new),
        _parts(new),
        [line.offer.variant_id for part in new.parts for line in part.lines],
        claim.scope,
        claim.key,
        claim.request_hash,
        new.id,
        new.number,
        new.account_id,
        new.guest_token_hash,
        new.status,
        new.method,
        new.contact.name,
        new.contact.email,
        new.contact.phone,
        new.note,
        new.total,
        new.created_at,
        time_to_pay,
        new_id(),
        OrderPlaced.type,
        told.model_dump_json().encode(),
        current_traceparent(),
        StockChanged.type,
        new.language,
    )
    short = {UUID(key): value for key, value in (row["short"] or {}).items()}
    return Outcome(row["placed"], row["cart_free"], short)


def _lines(new: NewOrder) -> list[dict[str, Any]]:
    return [
        {
            "shop_order_id": part.id,
            "position": position,
            "variant_id": line.offer.variant_id,
            "product_id": line.offer.product_id,
            "quantity": line.quantity,
            "price": line.offer.price,
            "deposit": line.offer.deposit,
            "vat_class": line.offer.vat_class,
            "shown": shown,
        }
        for part in new.parts
        for position, (line, shown) in enumerate(zip(part.lines, part.shown, strict=True), 1)
    ]


def _parts(new: NewOrder) -> list[dict[str, Any]]:
    return [
        {
            "id": part.id,
            "shop_id": part.shop.id,
            "number": part.number,
            "slot_start": part.slot.start,
            "slot_end": part.slot.end,
            "subtotal": part.totals.subtotal,
            "deposit_total": part.totals.deposit,
            "total": part.totals.total,
            "pickup_code": part.pickup_code,
            "shop": part.seller,
        }
        for part in new.parts
    ]


def _placed_event(new: NewOrder) -> OrderPlaced:
    return OrderPlaced(
        version=1,
        order_id=new.id,
        number=new.number,
        occurred_at=new.created_at,
        account_id=new.account_id,
        shop_ids=tuple(part.shop.id for part in new.parts),
        total=new.total,
        payment=new.method.value,
    )
