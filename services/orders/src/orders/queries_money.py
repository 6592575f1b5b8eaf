"""Read-only views of the books: what shops have, how it came about, and who owes what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

# A shop's accounts, seen from the shop: what it gets, less what it owes.
_MINE = "('owed_to_shop', 'shop_receivable', 'fee_receivable')"
_BALANCE = """
    SELECT
        coalesce(-sum(amount) FILTER (WHERE account = 'owed_to_shop'), 0) AS owed,
        coalesce(sum(amount) FILTER (WHERE account = 'shop_receivable'), 0) AS debt,
        coalesce(sum(amount) FILTER (WHERE account = 'fee_receivable'), 0) AS fees_due,
        (SELECT coalesce(sum(amount), 0) FROM transfer
            WHERE shop_id = $1 AND state = 'requested') AS on_its_way
    FROM ledger_posting WHERE shop_id = $1
"""
_OPENING = f"""
    SELECT coalesce(-sum(p.amount), 0) FROM ledger_posting p
    JOIN ledger_entry e ON e.id = p.entry_id
    WHERE p.shop_id = $1 AND p.account IN {_MINE} AND e.at < $2
"""  # noqa: S608 -- our own words
_STATEMENT = f"""
    WITH line AS (
        SELECT e.id, e.seq, e.at, e.kind, e.ref, e.shop_order_id,
            -coalesce(sum(p.amount) FILTER (WHERE p.account IN {_MINE}), 0) AS amount,
            coalesce(sum(p.amount) FILTER (WHERE p.account = 'shop_receivable'), 0) AS debt,
            -coalesce(sum(p.amount) FILTER (WHERE p.account = 'platform_fee_income'), 0) AS net,
            -coalesce(sum(p.amount) FILTER (WHERE p.account = 'vat_on_fee'), 0) AS vat,
            bool_or(p.account = 'fee_receivable') AND e.kind = 'commission' AS to_invoice
        FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
        WHERE p.shop_id = $1 AND e.at >= $2 AND e.at < $3
        GROUP BY e.id
        HAVING bool_or(p.account IN {_MINE})
    ), running AS (
        SELECT *, (sum(amount) OVER (ORDER BY at, seq))::bigint AS balance FROM line
    )
    SELECT r.*, so.number, so.subtotal, so.deposit_total, so.fee,
        r.kind = 'share' AND NOT EXISTS (
            SELECT FROM ledger_entry b
            WHERE b.shop_order_id = r.shop_order_id AND b.kind = 'share'
                AND (b.at, b.seq) < (r.at, r.seq)
        ) AS is_first
    FROM running r LEFT JOIN shop_order so ON so.id = r.shop_order_id
    WHERE $4::timestamptz IS NULL OR (r.at, r.seq) > ($4, $5::bigint)
    ORDER BY r.at, r.seq LIMIT $6
"""  # noqa: S608 -- our own words
_SHOPS = """
    SELECT s.shop_id, s.slug, s.name, coalesce(a.state, 'none') AS account, b.owed, b.debt,
        b.fees_due, w.waiting
    FROM (
        SELECT shop_id, slug, name FROM shop_copy
        WHERE $1::text IS NULL OR slug > $1 ORDER BY slug LIMIT $2
    ) s
    LEFT JOIN shop_account a ON a.shop_id = s.shop_id
    CROSS JOIN LATERAL (
        SELECT coalesce(-sum(amount) FILTER (WHERE account = 'owed_to_shop'), 0) AS owed,
            coalesce(sum(amount) FILTER (WHERE account = 'shop_receivable'), 0) AS debt,
            coalesce(sum(amount) FILTER (WHERE account = 'fee_receivable'), 0) AS fees_due
        FROM ledger_posting WHERE shop_id = s.shop_id
    ) b
    CROSS JOIN LATERAL (
        SELECT count(*) AS waiting FROM share WHERE shop_id = s.shop_id AND state = 'open'
    ) w
    ORDER BY s.slug
"""
_TOTALS = "SELECT account, sum(amount) AS posted FROM ledger_posting GROUP BY account"
_FAILED = """
    SELECT t.id, 'transfer' AS kind, t.amount, t.error, t.created_at, so.number, s.slug, s.name
    FROM transfer t JOIN shop_order so ON so.id = t.shop_order_id
    LEFT JOIN shop_copy s ON s.shop_id = t.shop_id
    WHERE t.state = 'failed' AND ($1::uuid IS NULL OR t.id < $1)
    ORDER BY t.id DESC LIMIT $2
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...

    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Balance:
    """One shop's, in cents."""

    owed: int
    """Earned and not yet sent."""
    debt: int
    fees_due: int
    """Commission on what was paid at the counter; an invoice asks for it."""
    on_its_way: int


@dataclass(frozen=True, slots=True)
class Span:
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry as the shop reads it, in cents.

    Goods, deposit and delivery are what was agreed; `off` is what was taken off, so that they add
    up to what the shop has earned. `amount` changes the balance; a debt does not, it only moves.
    """

    id: UUID
    seq: int
    at: datetime
    kind: str
    number: str | None
    ref: str
    goods: int
    deposit: int
    delivery: int
    off: int
    commission: int
    vat_on_fee: int
    to_invoice: bool
    debt: int
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One month of one shop; cents."""

    shop: str
    month: date
    opening: int
    closing: int
    lines: Sequence[StatementLine]


async def balance(on: Reader, shop_id: UUID) -> Balance:
    return Balance(**await on.fetchrow(_BALANCE, shop_id))


async def opening(on: Reader, shop_id: UUID, at: datetime) -> int:
    found: int = await on.fetchval(_OPENING, shop_id, at)
    return found


async def statement(
    on: Reader, shop_id: UUID, span: Span, after: tuple[datetime, int] | None, limit: int
) -> list[StatementLine]:
    """The oldest first, each with the balance after it."""
    before = await opening(on, shop_id, span.begin)
    after_at, after_seq = after or (None, None)
    rows = await on.fetch(_STATEMENT, shop_id, span.begin, span.end, after_at, after_seq, limit)
    return [_line(row, before) for row in rows]


async def shops(on: Reader, after: str | None, limit: int) -> list[Any]:
    """Each shop with what it is owed and owes, by name in the address."""
    return await on.fetch(_SHOPS, after, limit)


async def totals(on: Reader) -> dict[str, int]:
    """By account, debits positive."""
    return {row["account"]: row["posted"] for row in await on.fetch(_TOTALS)}


async def failed_transfers(on: Reader, before: UUID | None, limit: int) -> list[Any]:
    return await on.fetch(_FAILED, before, limit)


def _line(row: Any, before: int) -> StatementLine:
    goods, deposit, delivery = (
        (row["subtotal"], row["deposit_total"], row["fee"]) if row["is_first"] else (0, 0, 0)
    )
    is_share = row["kind"] == "share"
    return StatementLine(
        id=row["id"],
        seq=row["seq"],
        at=row["at"],
        kind=row["kind"],
        number=row["number"],
        ref=row["ref"],
        goods=goods,
        deposit=deposit,
        delivery=delivery,
        off=row["amount"] - goods - deposit - delivery if is_share else 0,
        commission=row["net"],
        vat_on_fee=row["vat"],
        to_invoice=row["to_invoice"],
        debt=row["debt"],
        amount=row["amount"],
        balance=before + row["balance"],
    )
