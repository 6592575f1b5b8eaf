"""What other commission rules would have cost for sales that were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from orders.domain.commission import Left, Sold, Tariff, fee_of, freeze, frozen_of

LOOKED_AT: Final = 2000
_SALES = """
    SELECT so.shop_id, s.slug, s.name, so.total, so.terms, so.fee,
        coalesce(so.fulfilment ->> 'way', 'shop') AS way, l.lines
    FROM (
        SELECT * FROM shop_order WHERE opened_at >= $1 AND status = 'handed_over'
        ORDER BY id DESC LIMIT $2
    ) so
    JOIN shop_copy s ON s.shop_id = so.shop_id
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(l.position, coalesce(o.category, ''), l.vat_permille,
            l.price * l.quantity, l.deposit * l.quantity) ORDER BY l.position) AS lines
        FROM order_line l LEFT JOIN offer o ON o.variant_id = l.variant_id
        WHERE l.shop_order_id = so.id
    ) l
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class ShopPreview:
    """One shop's sales, and their commission with VAT as agreed and as it would be; cents."""

    shop_id: UUID
    slug: str
    name: str
    sales: int
    turnover: int
    agreed: int
    wanted: int


async def sales_under(on: Reader, tariff: Tariff, since: datetime) -> list[ShopPreview]:
    """By shop, the largest difference first. Categories are those that goods have now."""
    found: dict[UUID, ShopPreview] = {}
    for row in await on.fetch(_SALES, since, LOOKED_AT):
        agreed, wanted = _fees(row, tariff)
        sums = found.get(row["shop_id"])
        found[row["shop_id"]] = ShopPreview(
            row["shop_id"],
            row["slug"],
            row["name"],
            (sums.sales if sums else 0) + 1,
            (sums.turnover if sums else 0) + row["total"],
            (sums.agreed if sums else 0) + agreed,
            (sums.wanted if sums else 0) + wanted,
        )
    return sorted(found.values(), key=lambda shop: (-abs(shop.wanted - shop.agreed), shop.slug))


def _fees(row: Any, tariff: Tariff) -> tuple[int, int]:
    lines: Sequence[Any] = row["lines"] or ()
    left = [Left(position, goods, deposit) for position, _, _, goods, deposit in lines]
    sold = [Sold(position, category, rate) for position, category, rate, _, _ in lines]
    frozen = freeze(tariff, row["shop_id"], row["way"], sold)
    total = row["total"]
    wanted = frozen_of({"commission": frozen} if frozen else None)
    before = fee_of(frozen_of(row["terms"]), left, total, total)
    return before.gross, fee_of(wanted, left, total, total).gross
