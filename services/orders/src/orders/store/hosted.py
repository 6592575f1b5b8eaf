"""What comes to the points that a shop runs for others, and what of it has arrived."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_POINTS = """
    SELECT id, slug, name, hours FROM pickup_point
    WHERE host_shop_id = $1 ORDER BY name, id LIMIT 100
"""
# Whom a parcel is for is only told of shops that have allowed it; nobody is told what is in it.
_OF_DAY = """
    SELECT so.id, so.number, so.status, so.slot_start, so.slot_end, so.shop ->> 'name' AS shop,
        (so.fulfilment ->> 'point_id')::uuid AS point_id,
        CASE WHEN s.with_host THEN o.contact_name END AS name,
        coalesce(s.with_host, false) AS with_host,
        coalesce(p.status IN ('paid', 'partly_refunded'), false) AS is_paid, a.at AS arrived_at,
        r.name AS selling_round,
        (SELECT max((l.shown ->> 'age')::integer) FROM order_line l
            WHERE l.shop_order_id = so.id) AS age
    FROM shop_order so
    JOIN "order" o ON o.id = so.order_id
    LEFT JOIN payment p ON p.order_id = so.order_id
    LEFT JOIN arrival a ON a.shop_order_id = so.id
    LEFT JOIN selling_round r ON r.id = (so.fulfilment ->> 'round_id')::uuid
    LEFT JOIN point_shop s ON s.shop_id = so.shop_id
        AND s.point_id = (so.fulfilment ->> 'point_id')::uuid
    WHERE so.fulfilment ->> 'point_id' = ANY($1::text[])
        AND so.slot_start >= $2 AND so.slot_start < $3 AND so.shop_id <> $5
        AND so.opened_at IS NOT NULL AND so.status NOT IN ('declined', 'cancelled')
    ORDER BY so.slot_start, so.shop ->> 'name', so.number
    LIMIT $4
"""
# A parcel as its point's host may touch it: only of a shop that trusts this host.
_HOST_OF = """
    SELECT p.id AS point_id, p.host_shop_id
    FROM shop_order so
    JOIN pickup_point p ON p.id = (so.fulfilment ->> 'point_id')::uuid
    JOIN point_shop s ON s.point_id = p.id AND s.shop_id = so.shop_id AND s.with_host
    WHERE so.id = $1 AND p.host_shop_id IS NOT NULL
"""
_IS_PAID = """
    SELECT EXISTS (SELECT FROM payment p JOIN shop_order so ON so.order_id = p.order_id
        WHERE so.id = $1 AND p.status IN ('paid', 'partly_refunded'))
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


async def points(on: Reader, shop_id: UUID) -> Sequence[Any]:
    """Those this shop runs."""
    return await on.fetch(_POINTS, shop_id)


async def of_day(
    on: Reader,
    host_id: UUID,
    point_ids: Sequence[UUID],
    begin: datetime,
    end: datetime,
    limit: int,
) -> Sequence[Any]:
    """All parcels of a day, at all these points together; the host's own are in its tours."""
    places = [str(each) for each in point_ids]
    return await on.fetch(_OF_DAY, places, begin, end, limit, host_id)


async def host_of(tx: Transaction, shop_order_id: UUID) -> tuple[UUID, UUID] | None:
    """Point and host of a parcel whose shop lets the host touch it."""
    row = await tx.fetchrow(_HOST_OF, shop_order_id)
    return (row["point_id"], row["host_shop_id"]) if row else None


async def is_paid(tx: Transaction, shop_order_id: UUID) -> bool:
    return bool(await tx.fetchval(_IS_PAID, shop_order_id))
