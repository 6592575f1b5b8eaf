"""What must be true of papers at any time: no gap, no changed word, no cent too much."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from orders.domain.paper_chain import FIRST, Place, seal
from orders.store import papers

PAGE = 500


class Connection(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> Sequence[Any]: ...


QUERIES: Mapping[str, str] = {
    "I2 invoices are numbered without a gap": """
        SELECT circle, year, count(*) AS papers, min(seq) AS first, max(seq) AS last FROM invoice
        GROUP BY circle, year HAVING min(seq) <> 1 OR max(seq) <> count(*)
    """,
    "I2 a circle knows its last invoice": """
        SELECT c.circle, c.year, c.seq FROM paper_circle c
        LEFT JOIN invoice i ON i.circle = c.circle AND i.year = c.year AND i.seq = c.seq
        WHERE c.seq > 0 AND i.hash IS DISTINCT FROM c.hash
    """,
    "I2 an invoice is the sum of its lines": """
        SELECT i.id, i.number FROM invoice i
        CROSS JOIN LATERAL (
            SELECT coalesce(sum((line ->> 'gross')::integer), 0) AS gross,
                coalesce(sum((line ->> 'net')::integer), 0) AS net
            FROM json_array_elements(i.document -> 'lines') AS line
        ) l
        WHERE i.gross <> l.gross OR i.net <> l.net
    """,
    "I2 no more is corrected than was invoiced": """
        SELECT i.shop_order_id FROM invoice i WHERE i.shop_order_id IS NOT NULL
        GROUP BY i.shop_order_id
        HAVING sum(CASE WHEN i.kind = 'invoice' THEN i.gross ELSE -i.gross END) < 0
    """,
    "I2 one reason makes one paper": """
        SELECT w.key FROM paper_wanted w JOIN invoice i ON i.key = w.key WHERE w.done_at IS NULL
    """,
}


async def broken_chains(on: Connection) -> list[str]:
    """Each paper whose words or place are not those it was sealed with; read a page at a time."""
    found = []
    for circle in await papers.circles(on):
        found += await _broken(on, circle)
    return found


async def _broken(on: Connection, circle: Place) -> list[str]:
    found, position, before = [], (0, 0), FIRST
    while rows := await papers.chain(on, circle.circle, position, PAGE):
        for row in rows:
            place = Place(row["circle"], row["year"], row["seq"], row["previous_hash"])
            if row["previous_hash"] != before:
                found.append(f"I2 invoices are chained: {row['number']} follows another one")
            if seal(place, row["number"], row["document"]) != row["hash"]:
                found.append(f"I2 no invoice is ever changed: {row['number']}")
            before = row["hash"]
        position = (rows[-1]["year"], rows[-1]["seq"])
    return found
