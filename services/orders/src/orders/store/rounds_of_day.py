"""What a shop brings on one day: to points, to rounds, to doors."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


LONGEST_WINDOW = timedelta(days=9)
"""What is brought by arrangement has a window of a week."""
# The lower bound lets the counter's index find them.
_OF_DAY = """
    SELECT s.id, s.fulfilment -> 'address' AS address, t.postal_codes, (
            SELECT c.name FROM pickup_point p
            JOIN point_shop b ON b.point_id = p.id AND b.shop_id = s.shop_id AND b.with_host
            JOIN shop_copy c ON c.shop_id = p.host_shop_id AND c.shop_id <> s.shop_id
            WHERE p.id = (s.fulfilment ->> 'point_id')::uuid
            ORDER BY c.version DESC LIMIT 1
        ) AS host, (
            SELECT c.name FROM tour_shop g
            JOIN shop_copy c ON c.shop_id = t.driver_shop_id AND c.shop_id <> s.shop_id
            WHERE g.tour_id = t.id AND g.shop_id = s.shop_id AND g.with_driver
                AND p.status IN ('paid', 'partly_refunded')
            ORDER BY c.version DESC LIMIT 1
        ) AS driver
    FROM shop_order s
    LEFT JOIN payment p ON p.order_id = s.order_id
    LEFT JOIN tour t ON t.id = (s.fulfilment ->> 'tour_id')::uuid
    WHERE s.shop_id = $1 AND s.opened_at IS NOT NULL
        AND s.slot_start > $2::timestamptz - $4::interval
        AND s.slot_start < $3 AND s.slot_end > $2
        AND s.fulfilment ->> 'way' IN ('point', 'delivery')
        AND s.status NOT IN ('declined', 'cancelled')
    ORDER BY s.slot_start, s.id
    LIMIT $5
"""


async def of_day(
    on: Connection, shop_id: UUID, begin: datetime, end: datetime, limit: int
) -> list[Any]:
    """Ids with the address, the order in which the round drives, and who hands out at the
    point, and who carries it to the door.
    """
    return await on.fetch(_OF_DAY, shop_id, begin, end, LONGEST_WINDOW, limit)
