"""What shops have paid of the market's own invoices; added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.fee_payment import FeeInvoice

_OF_SHOPS = """
    SELECT i.id, i.shop_id, i.number, (i.document ->> 'issued_on')::date AS issued_on,
        coalesce((
            SELECT sum((line ->> 'gross')::integer)
            FROM json_array_elements(i.document -> 'lines') AS line
            WHERE line ->> 'kind' = 'commission_to_pay'
        ), 0)::integer AS to_pay,
        coalesce(sum(p.amount) FILTER (WHERE p.kind = 'bank'), 0)::integer AS paid,
        coalesce(sum(p.amount) FILTER (WHERE p.kind = 'netted'), 0)::integer AS netted
    FROM invoice i LEFT JOIN fee_payment p ON p.invoice_id = i.id
    WHERE i.shop_id = ANY($1::uuid[]) AND i.kind = 'fee_invoice'
    GROUP BY i.id ORDER BY i.shop_id, i.year, i.seq
"""
# Which shops have anything open the books know at once; what no invoice asks for yet is not due.
_WITH_FEES = """
    SELECT s.shop_id, s.slug, s.name FROM shop_copy s
    WHERE ($1::text IS NULL OR s.slug > $1)
        AND EXISTS (SELECT FROM invoice i WHERE i.shop_id = s.shop_id AND i.kind = 'fee_invoice')
        AND (
            SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p
            WHERE p.shop_id = s.shop_id AND p.account = 'fee_receivable'
        ) > 0
    ORDER BY s.slug LIMIT $2
"""
_PAYMENTS = """
    SELECT p.id, p.invoice_id, p.kind, p.amount, p.reference, p.paid_on,
        EXISTS (SELECT FROM fee_payment b WHERE b.takes_back = p.id) AS taken_back
    FROM fee_payment p WHERE p.invoice_id = ANY($1::uuid[]) AND p.takes_back IS NULL
    ORDER BY p.at, p.id
"""
_ADD = """
    INSERT INTO fee_payment (id, key, invoice_id, shop_id, kind, amount, reference, paid_on,
        takes_back, account_id, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
_BY_KEY = """
    SELECT id, key, invoice_id, shop_id, kind, amount, reference, paid_on, takes_back, account_id,
        at
    FROM fee_payment WHERE
"""
_IN_BOOKS = """
    SELECT coalesce(sum(amount), 0) FROM ledger_posting
    WHERE shop_id = $1 AND account = 'fee_receivable'
"""
_SHOP_OF = "SELECT shop_id FROM invoice WHERE id = $1 AND kind = 'fee_invoice'"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


@dataclass(frozen=True, slots=True)
class FeePayment:
    """A row of its table; a negative amount takes another one back."""

    id: UUID
    key: str
    invoice_id: UUID
    shop_id: UUID
    kind: str
    amount: int
    reference: str
    paid_on: date
    takes_back: UUID | None
    account_id: UUID | None
    at: datetime


async def of_shops(on: Reader, shop_ids: Sequence[UUID]) -> list[FeeInvoice]:
    """By shop, the oldest first."""
    return [FeeInvoice(**row) for row in await on.fetch(_OF_SHOPS, list(shop_ids))]


async def with_open_fees(on: Reader, after: str | None, limit: int) -> Sequence[Any]:
    return await on.fetch(_WITH_FEES, after, limit)


async def payments(on: Reader, invoice_ids: Sequence[UUID]) -> Sequence[Any]:
    """What was noted, the oldest first, and whether it was taken back."""
    return await on.fetch(_PAYMENTS, list(invoice_ids))


async def add(tx: Transaction, new: FeePayment) -> None:
    await tx.execute(
        _ADD, new.id, new.key, new.invoice_id, new.shop_id, new.kind, new.amount, new.reference,
        new.paid_on, new.takes_back, new.account_id, new.at,
    )  # fmt: skip


async def by_key(tx: Transaction, key: str) -> FeePayment | None:
    return _read(await tx.fetchrow(f"{_BY_KEY} key = $1", key))


async def by_id(tx: Transaction, payment_id: UUID) -> FeePayment | None:
    return _read(await tx.fetchrow(f"{_BY_KEY} id = $1", payment_id))


async def taken_back(tx: Transaction, payment_id: UUID) -> FeePayment | None:
    """What took it back."""
    return _read(await tx.fetchrow(f"{_BY_KEY} takes_back = $1", payment_id))


async def in_books(tx: Transaction, shop_id: UUID) -> int:
    """What the shop owes of fees now; less than its invoices say once some were given back."""
    return max(0, int(await tx.fetchval(_IN_BOOKS, shop_id)))


async def shop_of(tx: Transaction, invoice_id: UUID) -> UUID | None:
    found: UUID | None = await tx.fetchval(_SHOP_OF, invoice_id)
    return found


def _read(row: Any) -> FeePayment | None:
    return FeePayment(**row) if row else None
