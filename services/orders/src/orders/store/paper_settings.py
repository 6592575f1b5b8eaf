"""What shops say about their papers, and how much they have sold here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_READ = """
    SELECT s.slug, s.imprint, s.street, s.postal_code, s.place, s.tax_mode, p.prefix,
        coalesce(p.tax_number, '') AS tax_number, coalesce(p.at_pickup, true) AS at_pickup
    FROM shop_copy s LEFT JOIN paper_settings p ON p.shop_id = s.shop_id
    WHERE s.shop_id = $1
"""
_WRITE = """
    INSERT INTO paper_settings (shop_id, prefix, tax_number, at_pickup, changed_by, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (shop_id) DO UPDATE SET
        prefix = excluded.prefix, tax_number = excluded.tax_number,
        at_pickup = excluded.at_pickup, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at
"""
# Goods are handed over near their slot: the index on it finds the year's orders.
_TURNOVER = """
    SELECT coalesce(sum(so.total - d.less - r.back - c.back), 0)::bigint
    FROM shop_order so
    CROSS JOIN LATERAL (
        SELECT max(at) AS handed_over_at FROM history
        WHERE shop_order_id = so.id AND status = 'handed_over'
    ) h
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(goods + deposit + fee), 0) AS less
        FROM reduction WHERE shop_order_id = so.id
    ) d
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS back FROM refund
        WHERE order_id = so.order_id AND shop_order_id = so.id AND status = 'issued'
            AND payer = 'shop' AND idempotency_key NOT LIKE 'reduction-%'
    ) r
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS back FROM counter_refund WHERE shop_order_id = so.id
    ) c
    WHERE so.shop_id = $1 AND so.opened_at IS NOT NULL AND so.status = 'handed_over'
        AND so.slot_start >= $2::timestamptz - interval '60 days'
        AND so.slot_start < $3::timestamptz + interval '60 days'
        AND h.handed_over_at >= $2 AND h.handed_over_at < $3
"""


class Reader(Protocol):
    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...

    async def fetchval(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """`prefix` None: the market makes one of the shop's name."""

    prefix: str | None
    tax_number: str
    at_pickup: bool


async def read(on: Reader, shop_id: UUID) -> Any:
    """The settings beside what the shop's imprint says."""
    return await on.fetchrow(_READ, shop_id)


async def write(tx: Transaction, shop_id: UUID, new: PaperSettings, by: UUID, at: datetime) -> None:
    await tx.execute(_WRITE, shop_id, new.prefix, new.tax_number, new.at_pickup, by, at)


async def turnover(on: Reader, shop_id: UUID, begin: datetime, end: datetime) -> int:
    """What the shop has sold through the market and handed over in this span, in cents."""
    return int(await on.fetchval(_TURNOVER, shop_id, begin, end))
