"""What is brought in the rounds a shop drives for others, door by door."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from marketkit.db import Transaction

_TOURS = """
    SELECT id, slug, name, hint FROM tour WHERE driver_shop_id = $1 ORDER BY name, id LIMIT 100
"""
# Carried is what is the driver's own, and of shops that allow it what is paid: nobody takes money
# for others. Of all else it is told how many a shop brings itself. Nobody is told what is in it.
_OF_DAY = """
    SELECT so.id, so.order_id, so.number, so.status, so.slot_start, so.slot_end, so.shop,
        so.fulfilment -> 'address' AS address, t.id AS tour_id, t.postal_codes,
        o.contact_name, o.contact_phone, so.shop_id = $1 AS own,
        so.shop_id = $1 OR coalesce(s.with_driver, false)
            AND coalesce(p.status IN ('paid', 'partly_refunded'), false) AS carried,
        l.age, l.temperatures
    FROM shop_order so
    JOIN "order" o ON o.id = so.order_id
    JOIN tour t ON t.id = (so.fulfilment ->> 'tour_id')::uuid
    LEFT JOIN payment p ON p.order_id = so.order_id
    LEFT JOIN tour_shop s ON s.shop_id = so.shop_id AND s.tour_id = t.id
    CROSS JOIN LATERAL (
        SELECT max((shown ->> 'age')::integer) AS age,
            array_agg(DISTINCT coalesce(shown ->> 'temperature', 'ambient')) AS temperatures
        FROM order_line WHERE shop_order_id = so.id
    ) l
    WHERE so.fulfilment ->> 'tour_id' = ANY($2::text[])
        AND so.slot_start >= $3 AND so.slot_start < $4
        AND so.opened_at IS NOT NULL AND so.status NOT IN ('declined', 'cancelled')
    ORDER BY so.slot_start, so.id
    LIMIT $5
"""
# A parcel as its round's driver may touch it: the driver's own, or of a shop that trusts them.
_DRIVER_OF = """
    SELECT t.driver_shop_id, so.shop_id = t.driver_shop_id AS own, so.slot_start
    FROM shop_order so
    JOIN tour t ON t.id = (so.fulfilment ->> 'tour_id')::uuid
    LEFT JOIN tour_shop s ON s.tour_id = t.id AND s.shop_id = so.shop_id
    WHERE so.id = $1 AND t.driver_shop_id IS NOT NULL
        AND (s.with_driver OR so.shop_id = t.driver_shop_id)
"""


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


async def tours(on: Reader, shop_id: UUID) -> Sequence[Any]:
    """Those this shop drives."""
    return await on.fetch(_TOURS, shop_id)


async def of_day(
    on: Reader,
    driver_id: UUID,
    tour_ids: Sequence[UUID],
    begin: datetime,
    end: datetime,
    limit: int,
) -> Sequence[Any]:
    """All parcels of a day, of all these rounds together."""
    named = [str(each) for each in tour_ids]
    return await on.fetch(_OF_DAY, driver_id, named, begin, end, limit)


async def driver_of(tx: Transaction, shop_order_id: UUID) -> Any | None:
    """Who drives it, whether it is their own, and when; None if nobody drives it for its shop."""
    return await tx.fetchrow(_DRIVER_OF, shop_order_id)
