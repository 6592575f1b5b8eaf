"""Quotes to be shown: with the shop as it is now, their history and their photos."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

Row = Mapping[str, Any]
_COLUMNS = """
    SELECT q.id, q.number, q.product_id, q.title, q.contact, q.language, q.text, q.state,
        q.version, q.offer, q.order_id, q.reason, q.created_at, s.slug, s.name, s.place,
        s.street, s.postal_code,
        s.phone, s.email, s.imprint, s.tax_mode, h.history, p.photos
    FROM quote q
    JOIN shop_copy s ON s.shop_id = q.shop_id
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('state', state, 'at', at, 'reason', reason)
            ORDER BY version) AS history
        FROM quote_step WHERE quote_id = q.id
    ) h
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'width', width, 'height', height)
            ORDER BY at, id), '[]') AS photos
        FROM quote_photo WHERE quote_id = q.id
    ) p
"""
_ONE = f"{_COLUMNS} WHERE q.id = $1"
_OF_SHOP = f"""
    {_COLUMNS} WHERE q.shop_id = $1 AND ($2::text IS NULL OR q.state = $2)
        AND ($3::uuid IS NULL OR q.id < $3)
    ORDER BY q.id DESC LIMIT $4
"""
_OF_ACCOUNT = f"""
    {_COLUMNS} WHERE q.account_id = $1 AND ($2::uuid IS NULL OR q.id < $2)
    ORDER BY q.id DESC LIMIT $3
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


async def one(on: Reader, quote_id: UUID) -> Row:
    """The caller has found it already."""
    row: Row = await on.fetchrow(_ONE, quote_id)
    return row


async def of_shop(
    on: Reader, shop_id: UUID, state: str | None, before: UUID | None, limit: int
) -> list[Row]:
    return list(await on.fetch(_OF_SHOP, shop_id, state, before, limit))


async def of_account(on: Reader, account_id: UUID, before: UUID | None, limit: int) -> list[Row]:
    return list(await on.fetch(_OF_ACCOUNT, account_id, before, limit))
