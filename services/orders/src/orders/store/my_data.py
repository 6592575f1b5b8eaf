"""All that is kept here of one account, order by order, read through a cursor."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from marketkit.db import Database

_PREFETCH = 50
# Of a withdrawal only that there is one: who declared it is not always who has the account.
_ORDERS = """
    SELECT o.id, o.number, o.created_at, o.status, o.payment_method, o.contact_name,
        o.contact_email, o.contact_phone, o.note, o.language, o.total, o.buyer, o.wishes,
        (SELECT json_agg(json_build_object(
            'number', so.number, 'shop', so.shop, 'status', so.status, 'reason', so.reason,
            'slot_start', so.slot_start, 'slot_end', so.slot_end, 'total', so.total,
            'fee', so.fee, 'fulfilment', so.fulfilment, 'contract', so.terms,
            'lines', (SELECT json_agg(l.shown ORDER BY l.position) FROM order_line l
                WHERE l.shop_order_id = so.id),
            'reductions', (SELECT json_agg(json_build_object('at', r.at, 'kind', r.kind,
                'amount', r.goods + r.deposit + r.fee, 'reason', r.reason) ORDER BY r.at)
                FROM reduction r WHERE r.shop_order_id = so.id),
            'age_checked', (SELECT age FROM age_check a WHERE a.shop_order_id = so.id)
        ) ORDER BY so.number) FROM shop_order so WHERE so.order_id = o.id) AS shop_orders,
        (SELECT json_agg(json_build_object('number', number, 'kind', kind,
            'issued_at', issued_at, 'gross', gross) ORDER BY issued_at, id)
            FROM invoice WHERE order_id = o.id) AS invoices,
        (SELECT json_agg(json_build_object('amount', amount, 'status', status,
            'created_at', created_at) ORDER BY created_at)
            FROM refund WHERE order_id = o.id) AS refunds,
        (SELECT json_agg(json_build_object('number', number, 'declared_at', declared_at)
            ORDER BY declared_at) FROM withdrawal WHERE order_id = o.id) AS withdrawals
    FROM "order" o WHERE o.account_id = $1 ORDER BY o.id
"""
_QUOTES = """
    SELECT q.number, q.created_at, q.state, q.text, q.offer, s.name AS shop
    FROM quote q JOIN shop_copy s ON s.shop_id = q.shop_id
    WHERE q.account_id = $1 ORDER BY q.id
"""
_CARTS = """
    SELECT c.created_at, c.updated_at, (SELECT json_agg(json_build_object(
        'variant_id', l.variant_id, 'quantity', l.quantity) ORDER BY l.position)
        FROM cart_line l WHERE l.cart_id = c.id) AS lines
    FROM cart c WHERE c.account_id = $1 AND c.order_id IS NULL ORDER BY c.created_at
"""
PARTS = {"orders": _ORDERS, "quotes": _QUOTES, "carts": _CARTS}


class MyRows:
    def __init__(self, connection: Any, account_id: UUID) -> None:
        self._connection = connection
        self._account_id = account_id

    async def of(self, part: str) -> AsyncIterator[Any]:
        rows = self._connection.cursor(PARTS[part], self._account_id, prefetch=_PREFETCH)
        async for row in rows:
            yield row


@asynccontextmanager
async def opened(database: Database, account_id: UUID) -> AsyncIterator[MyRows]:
    async with (
        database.pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield MyRows(connection, account_id)
