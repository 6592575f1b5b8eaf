"""The books: entries are added, never changed; the same key is booked once."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Transaction
from marketkit.money import split_by_weights

from orders.domain import ledger
from orders.domain.accounts import Account
from orders.domain.ledger import Entry, EntryKind, Posting, Shares

_POST = """
    WITH entry AS (
        INSERT INTO ledger_entry (id, kind, order_id, shop_order_id, shop_id, ref, key)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING RETURNING id
    ), posted AS (
        INSERT INTO ledger_posting (entry_id, position, account, shop_id, amount)
        SELECT entry.id, p.position, p.account, p.shop_id, p.amount
        FROM entry, unnest($8::text[], $9::uuid[], $10::int[])
            WITH ORDINALITY AS p (account, shop_id, amount, position)
        RETURNING entry_id
    )
    SELECT count(*) FROM posted
"""
_PARTS = """
    SELECT so.id AS shop_order_id, so.shop_id, so.total,
        so.total - coalesce(sum(r.goods + r.deposit + r.fee), 0) AS due
    FROM shop_order so LEFT JOIN reduction r ON r.shop_order_id = so.id
    WHERE so.order_id = $1 GROUP BY so.id ORDER BY so.number
"""
_OWED_TO_BUYER = """
    SELECT p.shop_id, -sum(p.amount) AS owed
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    WHERE e.order_id = $1 AND p.account = 'owed_to_buyer'
    GROUP BY p.shop_id ORDER BY p.shop_id
"""
_REFUND = """
    SELECT r.order_id, r.shop_order_id, so.shop_id, r.amount, r.provider_id,
        r.payer = 'operator' AS goodwill
    FROM refund r LEFT JOIN shop_order so ON so.id = r.shop_order_id
    WHERE r.id = $1
"""
_FIND = """
    SELECT e.kind, e.key, e.order_id, e.shop_order_id, e.shop_id, e.ref,
        jsonb_agg(jsonb_build_array(p.account, p.amount, p.shop_id) ORDER BY p.position) AS postings
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    WHERE e.key = $1 GROUP BY e.id
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class _Weight:
    shop_id: UUID
    total: int
    due: int


async def post(tx: Transaction, entry: Entry) -> bool:
    """Write it into the books; False when this event is in them already."""
    postings = [posting for posting in entry.postings if posting.amount]
    if not postings:
        return False
    written: int = await tx.fetchval(
        _POST,
        new_id(),
        entry.kind,
        entry.order_id,
        entry.shop_order_id,
        entry.shop_id,
        entry.ref,
        entry.key,
        [posting.account for posting in postings],
        [posting.shop_id for posting in postings],
        [posting.amount for posting in postings],
    )
    return written > 0


async def post_payment(tx: Transaction, order_id: UUID, amount: int, ref: str) -> None:
    """Captured: what was agreed, or what is due after weighing; `ref` is the provider's number."""
    parts = await tx.fetch(_PARTS, order_id)
    weights = [_Weight(part["shop_id"], part["total"], part["due"]) for part in parts]
    await post(tx, ledger.payment_received(order_id, _shares(weights, amount), ref))


async def post_refund(tx: Transaction, refund_id: UUID) -> None:
    """The refund has been issued; call it in the transaction that says so."""
    row = await tx.fetchrow(_REFUND, refund_id)
    assert row is not None
    if row["shop_id"] is not None:
        shares: Shares = {row["shop_id"]: row["amount"]}
    elif row["goodwill"]:
        shares = {None: row["amount"]}
    else:
        shares = await of_whole_order(tx, row["order_id"], row["amount"])
    entry = ledger.refund_issued(
        row["order_id"], shares, row["provider_id"],
        goodwill=row["goodwill"], shop_order_id=row["shop_order_id"],
    )  # fmt: skip
    await post(tx, entry)


async def post_refund_revoked(tx: Transaction, refund_id: UUID) -> None:
    """The bank sent the refund back; call it in the transaction that says so."""
    row = await tx.fetchrow(_REFUND, refund_id)
    issued = await find(tx, f"refund:{row['provider_id']}") if row else None
    if issued is not None:
        await post(tx, ledger.refund_revoked(issued))


async def of_whole_order(tx: Transaction, order_id: UUID, amount: int) -> Shares:
    """Out of what the buyer paid beyond any shop's part, then out of the shops' parts alike."""
    rows = await tx.fetch(_OWED_TO_BUYER, order_id)
    owed = {row["shop_id"]: max(0, row["owed"]) for row in rows}
    stray = min(amount, owed.pop(None, 0))
    rest = amount - stray
    if rest and not sum(owed.values()):
        return {None: amount}
    shares = split_by_weights(rest, list(owed.values())) if rest else []
    return {None: stray, **dict(zip(owed, shares, strict=False))}


async def find(on: Reader, key: str) -> Entry | None:
    row = await on.fetchrow(_FIND, key)
    if row is None:
        return None
    postings = tuple(
        Posting(Account(account), amount, UUID(shop_id) if shop_id else None)
        for account, amount, shop_id in row["postings"]
    )
    return Entry(
        EntryKind(row["kind"]), row["key"], postings, row["order_id"], row["shop_order_id"],
        row["shop_id"], row["ref"],
    )  # fmt: skip


def _shares(parts: list[_Weight], amount: int) -> Shares:
    totals, dues = [part.total for part in parts], [part.due for part in parts]
    if amount == sum(totals):
        shares = totals
    else:
        shares = split_by_weights(amount, dues if sum(dues) else totals)
    return {part.shop_id: share for part, share in zip(parts, shares, strict=True)}
