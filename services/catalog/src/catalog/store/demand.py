"""The region's numbers as others tell them: demand by search, sales by orders."""

from datetime import date
from uuid import UUID

from marketkit.contracts import DemandObserved
from marketkit.db import Transaction

_NEWER = """
    INSERT INTO demand (id, week, municipality, term, searches, searchers, zero_hits, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO UPDATE SET searches = excluded.searches, searchers = excluded.searchers,
        zero_hits = excluded.zero_hits, version = excluded.version
    WHERE excluded.version > demand.version
"""
_ONE_MORE = """
    INSERT INTO sales_day (day, shop_id, handed_over) VALUES ($1, $2, 1)
    ON CONFLICT (day, shop_id) DO UPDATE SET handed_over = sales_day.handed_over + 1
"""


async def note(tx: Transaction, told: DemandObserved) -> None:
    """Take over what is newer than what is known."""
    await tx.execute(
        _NEWER,
        told.demand_id,
        told.week,
        told.municipality,
        told.term,
        told.searches,
        told.searchers,
        told.zero_hits,
        told.version,
    )


async def count_sale(tx: Transaction, shop_id: UUID, day: date) -> None:
    await tx.execute(_ONE_MORE, day, shop_id)
