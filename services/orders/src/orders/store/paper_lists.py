"""Papers as lists: of an order, of a buyer, of a shop, of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

_SUMMARY = """
    SELECT i.id, i.number, i.kind, i.shop_id, i.order_id, i.shop_order_id, i.gross, i.net,
        i.issued_at, i.document ->> 'payment' AS payment,
        i.document -> 'buyer' ->> 'name' AS buyer, i.document -> 'seller' ->> 'name' AS seller,
        i.document ->> 'supplied_on' AS supplied_on,
        i.document -> 'order' ->> 'shop_order_number' AS shop_order_number,
        i.document -> 'refers_to' ->> 'number' AS refers_to,
        (i.document ->> 'x_invoice')::boolean AS x_invoice, EXISTS (
            SELECT FROM invoice c WHERE c.refers_to = i.id AND c.kind = 'correction'
        ) AS cancelled,
        i.document -> 'vat' AS vat, s.slug, s.name
    FROM invoice i JOIN shop_copy s ON s.shop_id = i.shop_id
"""
_OF_ORDER = f"{_SUMMARY} WHERE i.order_id = $1 ORDER BY i.issued_at, i.id"
# Looked up by the buyer's orders, which are few; their papers by the index on the order.
_MINE = f"""
    {_SUMMARY} JOIN "order" o ON o.id = i.order_id
    WHERE o.account_id = $1
        AND ($2::timestamptz IS NULL OR (i.issued_at, i.id) < ($2, $3::uuid))
    ORDER BY i.issued_at DESC, i.id DESC LIMIT $4
"""
_LIST = f"""
    {_SUMMARY}
    WHERE ($1::uuid IS NULL OR i.shop_id = $1)
        AND ($2::text[] IS NULL OR i.kind = ANY($2))
        AND i.issued_at >= $3 AND i.issued_at < $4
        AND ($5 = '' OR i.number ILIKE $5 OR i.document -> 'buyer' ->> 'name' ILIKE $5
            OR i.document -> 'order' ->> 'shop_order_number' ILIKE $5)
        AND ($6::timestamptz IS NULL OR (i.issued_at, i.id) < ($6, $7::uuid))
    ORDER BY i.issued_at DESC, i.id DESC LIMIT $8
"""
_ONE = """
    SELECT id, number, kind, shop_id, order_id, issued_at, document FROM invoice WHERE id = $1
"""
_FULL = """
    SELECT id, number, kind, shop_id, order_id, issued_at, document FROM invoice
    WHERE id = ANY($1::uuid[]) ORDER BY issued_at, id
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """Papers issued within a span, perhaps of one shop, perhaps with some words in them."""

    begin: datetime
    end: datetime
    words: str = ""
    kinds: Sequence[str] | None = None
    after: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with all it says."""

    id: UUID
    number: str
    kind: str
    shop_id: UUID
    order_id: UUID | None
    issued_at: datetime
    document: dict[str, Any]


async def of_order(on: Reader, order_id: UUID) -> Sequence[Any]:
    return await on.fetch(_OF_ORDER, order_id)


async def mine(
    on: Reader, account_id: UUID, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Any]:
    at, last = after or (None, None)
    return await on.fetch(_MINE, account_id, at, last, limit)


async def listed(
    on: Reader, shop_id: UUID | None, wanted: PaperFilter, limit: int
) -> Sequence[Any]:
    """The latest first; of one shop, or of all."""
    at, last = wanted.after or (None, None)
    kinds = list(wanted.kinds) if wanted.kinds else None
    words = f"%{_escaped(wanted.words)}%" if wanted.words else ""
    return await on.fetch(_LIST, shop_id, kinds, wanted.begin, wanted.end, words, at, last, limit)


async def one(on: Reader, paper_id: UUID) -> Paper | None:
    row = await on.fetchrow(_ONE, paper_id)
    return Paper(**row) if row else None


async def full(on: Reader, paper_ids: Sequence[UUID]) -> list[Paper]:
    """The oldest first."""
    return [Paper(**row) for row in await on.fetch(_FULL, list(paper_ids))]


def _escaped(words: str) -> str:
    """What people type is looked for as it is."""
    for sign in ("\\", "%", "_"):
        words = words.replace(sign, f"\\{sign}")
    return words
