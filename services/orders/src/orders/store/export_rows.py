"""Rows for exports: one query each, read through a cursor, so that none is ever held whole.

Every query takes the first moment, the moment after the last, and a shop or NULL for all.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from marketkit.db import Database

from orders.domain.export import Span

PREFETCH = 200
# What was paid online: what the books say the shop has earned with it, also when a bank fetched
# money back or the shop bears a gift after all. Else what was agreed, less what was taken off, sent
# back, or given back at the till. What the operator gives leaves the shop's price as it is.
_SOLD = """
    FROM history h
    JOIN shop_order so ON so.id = h.shop_order_id
    JOIN "order" o ON o.id = so.order_id
    JOIN shop_copy s ON s.shop_id = so.shop_id
    LEFT JOIN paper_settings p ON p.shop_id = so.shop_id
    LEFT JOIN payment pay ON pay.order_id = so.order_id
    LEFT JOIN share ON share.shop_order_id = so.id
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN pay.status IN ('paid', 'partly_refunded', 'refunded') AND share.state <> 'due'
            THEN coalesce((
                SELECT -sum(l.amount) FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
                WHERE e.order_id = so.order_id AND e.shop_order_id = so.id
                    AND e.kind = 'share' AND l.account = 'owed_to_shop'
            ), 0)
            ELSE so.total - coalesce((
                SELECT sum(goods + deposit + fee) FROM reduction WHERE shop_order_id = so.id
            ), 0) - coalesce((
                SELECT sum(amount) FROM refund
                WHERE order_id = so.order_id AND shop_order_id = so.id AND status = 'issued'
                    AND payer = 'shop' AND idempotency_key NOT LIKE 'reduction-%'
            ), 0) - coalesce((
                SELECT sum(amount) FROM counter_refund WHERE shop_order_id = so.id
            ), 0)
        END AS sold
    ) due
    WHERE h.status = 'handed_over' AND h.at >= $1 AND h.at < $2
        AND ($3::uuid IS NULL OR so.shop_id = $3)
"""
SUPPLIES = """
    SELECT o.number AS order_number, so.number, so.shop, so.fulfilment, o.created_at,
        h.at AS handed_over_at, due.sold::bigint AS sold, o.payment_method, s.name, s.street,
        s.postal_code, s.place, s.email, s.imprint, coalesce(p.tax_number, '') AS tax_number,
        (SELECT json_agg(shown ORDER BY position) FROM order_line WHERE shop_order_id = so.id)
            AS lines
    --sold
    ORDER BY h.at, so.number
""".replace("--sold", _SOLD)
SELLERS = """
    WITH sale AS (
        SELECT so.shop_id, extract(quarter FROM h.at AT TIME ZONE 'Europe/Berlin')::int AS quarter,
            due.sold, o.payment_method = 'pickup' OR pay.status = 'owed' AS at_pickup, coalesce((
                SELECT -sum(l.amount) FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
                WHERE e.order_id = so.order_id AND e.shop_order_id = so.id
                    AND e.kind = 'commission' AND l.account IN ('platform_fee_income', 'vat_on_fee')
            ), 0) AS fees
        --sold
            AND due.sold > 0
    ), quarter AS (
        SELECT shop_id, quarter, count(*)::int AS sales, sum(sold)::bigint AS sold,
            coalesce(sum(sold) FILTER (WHERE at_pickup), 0)::bigint AS at_pickup,
            sum(fees)::bigint AS fees
        FROM sale GROUP BY shop_id, quarter
    )
    SELECT q.*, s.name, s.slug, s.street, s.postal_code, s.place, s.email, s.imprint,
        coalesce(p.tax_number, '') AS tax_number,
        coalesce(a.state, 'none') AS payout_account
    FROM quarter q JOIN shop_copy s ON s.shop_id = q.shop_id
    LEFT JOIN paper_settings p ON p.shop_id = q.shop_id
    LEFT JOIN shop_account a ON a.shop_id = q.shop_id
    ORDER BY s.name, q.shop_id, q.quarter
""".replace("--sold", _SOLD)
# Of a shop: what was sold in its name, and what the market invoices to it (`incoming`). Of the
# operator: what it invoices to shops.
PAPERS = """
    SELECT i.number, i.kind, i.issued_at, i.document, s.tax_mode,
        $3::uuid IS NOT NULL AND i.kind = 'fee_invoice' AS incoming
    FROM invoice i JOIN shop_copy s ON s.shop_id = i.shop_id
    WHERE i.issued_at >= $1 AND i.issued_at < $2 AND (
        i.shop_id = $3
        OR ($3 IS NULL AND i.circle = '00000000-0000-0000-0000-000000000000'::uuid)
    )
    ORDER BY i.issued_at, i.id
"""
ORDERS = """
    SELECT so.number, o.number AS order_number, s.slug, o.created_at, so.status, so.slot_start,
        o.payment_method, so.subtotal, so.deposit_total, so.fee, so.total,
        so.terms ->> 'tax_mode' AS tax_mode
    FROM "order" o JOIN shop_order so ON so.order_id = o.id
    JOIN shop_copy s ON s.shop_id = so.shop_id
    WHERE o.created_at >= $1 AND o.created_at < $2 AND ($3::uuid IS NULL OR so.shop_id = $3)
    ORDER BY o.created_at, so.number
"""
LINES = """
    SELECT so.number, l.position, l.shown ->> 'title' AS title, l.shown ->> 'label' AS label,
        l.quantity, l.price, l.deposit, l.quantity * (l.price + l.deposit) AS total, l.vat_class,
        l.vat_permille
    FROM "order" o JOIN shop_order so ON so.order_id = o.id
    JOIN order_line l ON l.shop_order_id = so.id
    WHERE o.created_at >= $1 AND o.created_at < $2 AND ($3::uuid IS NULL OR so.shop_id = $3)
    ORDER BY o.created_at, so.number, l.position
"""
REDUCTIONS = """
    SELECT so.number, r.at, r.kind, r.position, r.quantity, r.goods, r.deposit, r.fee, r.reason
    FROM reduction r JOIN shop_order so ON so.id = r.shop_order_id
    WHERE r.at >= $1 AND r.at < $2 AND ($3::uuid IS NULL OR so.shop_id = $3)
    ORDER BY r.at, r.id
"""
REFUNDS = """
    SELECT * FROM (
        SELECT coalesce(so.number, o.number) AS number, r.issued_at AS at, r.amount, r.payer,
            r.reason, r.provider_id AS reference, r.id
        FROM refund r JOIN "order" o ON o.id = r.order_id
        LEFT JOIN shop_order so ON so.id = r.shop_order_id
        WHERE r.status = 'issued' AND r.issued_at >= $1 AND r.issued_at < $2
            AND ($3::uuid IS NULL OR so.shop_id = $3 OR (so.id IS NULL AND EXISTS (
                SELECT FROM shop_order part WHERE part.order_id = r.order_id AND part.shop_id = $3
            )))
        UNION ALL
        SELECT so.number, c.at, c.amount, 'till', c.reason, c.receipt_no, c.id
        FROM counter_refund c JOIN shop_order so ON so.id = c.shop_order_id
        WHERE c.at >= $1 AND c.at < $2 AND ($3::uuid IS NULL OR so.shop_id = $3)
    ) back ORDER BY at, id
"""
INVOICES = """
    SELECT i.number, i.kind, i.year, i.seq, i.issued_at, i.document ->> 'supplied_on' AS supplied,
        i.document -> 'refers_to' ->> 'number' AS refers_to,
        i.document -> 'order' ->> 'shop_order_number' AS shop_order, i.document ->> 'tax_mode'
            AS tax_mode,
        i.document -> 'seller' ->> 'name' AS seller, i.document -> 'buyer' ->> 'name' AS buyer,
        (v.share ->> 'permille')::int AS permille, sign.factor * (v.share ->> 'net')::int AS net,
        sign.factor * (v.share ->> 'tax')::int AS tax,
        sign.factor * (v.share ->> 'gross')::int AS gross,
        i.previous_hash, i.hash
    FROM invoice i
    CROSS JOIN LATERAL json_array_elements(i.document -> 'vat') WITH ORDINALITY AS v (share, nr)
    CROSS JOIN LATERAL (
        SELECT CASE WHEN i.kind IN ('credit_note', 'correction') THEN -1 ELSE 1 END AS factor
    ) sign
    WHERE i.issued_at >= $1 AND i.issued_at < $2 AND ($3::uuid IS NULL OR i.shop_id = $3)
    ORDER BY i.issued_at, i.id, v.nr
"""
DOCUMENTS = """
    SELECT circle, year, seq, number, previous_hash, hash, document FROM invoice
    WHERE issued_at >= $1 AND issued_at < $2 AND ($3::uuid IS NULL OR shop_id = $3)
    ORDER BY circle, year, seq
"""
LEDGER = """
    SELECT e.seq, e.at, e.kind, e.key, o.number AS order_number, so.number, s.slug, p.position,
        p.account, greatest(p.amount, 0) AS debit, greatest(-p.amount, 0) AS credit, e.ref
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    LEFT JOIN "order" o ON o.id = e.order_id
    LEFT JOIN shop_order so ON so.id = e.shop_order_id
    LEFT JOIN shop_copy s ON s.shop_id = p.shop_id
    WHERE e.at >= $1 AND e.at < $2 AND ($3::uuid IS NULL OR p.shop_id = $3)
    ORDER BY e.seq, p.position
"""


class Rows:
    """All tables of one export as they stood at one moment."""

    def __init__(self, connection: Any, span: Span, shop_id: UUID | None) -> None:
        self._connection = connection
        self._bounds = (span.begin, span.end, shop_id)

    async def of(self, query: str) -> AsyncIterator[Any]:
        async for row in self._connection.cursor(query, *self._bounds, prefetch=PREFETCH):
            yield row


@asynccontextmanager
async def opened(database: Database, span: Span, shop_id: UUID | None) -> AsyncIterator[Rows]:
    async with (
        database.pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield Rows(connection, span, shop_id)
