"""What the books say of fees, for the market's own invoices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.fee_invoice import Fees

# By where it was taken from: kept of payouts, or owed for what was paid in the shop.
_BOOKED = """
    SELECT bool_or(own.account = 'fee_receivable') AS to_pay,
        -coalesce(sum(p.amount) FILTER (WHERE p.account = 'platform_fee_income'), 0) AS net,
        -coalesce(sum(p.amount) FILTER (WHERE p.account = 'vat_on_fee'), 0) AS vat
    FROM ledger_posting own
    JOIN ledger_entry e ON e.id = own.entry_id AND e.kind = 'commission' AND e.at < $2
    JOIN ledger_posting p ON p.entry_id = e.id
    WHERE own.shop_id = $1 AND own.account IN ('fee_receivable', 'owed_to_shop')
    GROUP BY own.account
"""
_INVOICED = """
    SELECT line ->> 'kind' = 'commission_to_pay' AS to_pay,
        coalesce(sum((line ->> 'net')::integer), 0) AS net,
        coalesce(sum((line ->> 'gross')::integer - (line ->> 'net')::integer), 0) AS vat
    FROM invoice i CROSS JOIN LATERAL json_array_elements(i.document -> 'lines') AS line
    WHERE i.shop_id = $1 AND i.kind = 'fee_invoice'
    GROUP BY 1
"""
_SHOP = """
    SELECT s.slug, s.name, s.street, s.postal_code, s.place, s.phone, s.email, s.imprint,
        coalesce(p.tax_number, '') AS tax_number
    FROM shop_copy s LEFT JOIN paper_settings p ON p.shop_id = s.shop_id
    WHERE s.shop_id = $1
"""
_WANT = """
    INSERT INTO paper_wanted (key, kind, shop_id, asked_at, try_at)
    SELECT 'fee:' || s.shop_id || ':' || $1::text, 'fee_invoice', s.shop_id, $2, $2
    FROM shop_copy s
    WHERE EXISTS (
        SELECT FROM ledger_posting p
        JOIN ledger_entry e ON e.id = p.entry_id AND e.kind = 'commission' AND e.at < $3
        WHERE p.shop_id = s.shop_id AND p.account IN ('fee_receivable', 'owed_to_shop')
    )
    ON CONFLICT (key) DO NOTHING
"""


async def want_month(tx: Transaction, month: str, at: datetime, end: datetime) -> None:
    """Of each shop that has ever paid a fee; what nothing has changed for is not issued."""
    await tx.execute(_WANT, month, at, end)


async def booked(tx: Transaction, shop_id: UUID, end: datetime) -> tuple[Fees, Fees]:
    """Until then: kept of payouts, and to be paid."""
    return _pair(await tx.fetch(_BOOKED, shop_id, end))


async def invoiced(tx: Transaction, shop_id: UUID) -> tuple[Fees, Fees]:
    return _pair(await tx.fetch(_INVOICED, shop_id))


async def shop(tx: Transaction, shop_id: UUID) -> Any:
    return await tx.fetchrow(_SHOP, shop_id)


def _pair(rows: Any) -> tuple[Fees, Fees]:
    found = {row["to_pay"]: Fees(int(row["net"]), int(row["vat"])) for row in rows}
    return found.get(False, Fees()), found.get(True, Fees())
