"""Counts for the funder's report. Only numbers leave these queries, never a name."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import asyncpg
from marketkit.db import Transaction

# A case belongs to the municipality it has today, so a correction corrects the past too. Shops
# that were there before cases were kept got theirs from nobody: they were not won in that quarter.
_CASES = """
    SELECT 'contacted' AS measure, c.municipality, count(*) AS number
    FROM case_stage_change s JOIN advisor_case c ON c.id = s.case_id
    WHERE s.before IS NULL AND s.at >= $1 AND s.at < $2
      AND NOT (s.cause = 'shop_created' AND s.account_id IS NULL) GROUP BY 2
    UNION ALL
    SELECT 'onboarded', c.municipality, count(DISTINCT s.case_id)
    FROM case_stage_change s JOIN advisor_case c ON c.id = s.case_id
    WHERE s.after = 'live' AND s.at >= $1 AND s.at < $2
      AND (s.before IS NOT NULL OR s.cause = 'shop_opened') AND NOT EXISTS (
        SELECT FROM case_stage_change earlier
        WHERE earlier.case_id = s.case_id AND earlier.after = 'live' AND earlier.id <> s.id
          AND (earlier.at < $1 OR earlier.before IS NULL))
    GROUP BY 2
    UNION ALL
    SELECT 'dropped', c.municipality, count(*)
    FROM case_stage_change s JOIN advisor_case c ON c.id = s.case_id
    WHERE s.after = 'dropped' AND s.at >= $1 AND s.at < $2 AND NOT EXISTS (
        SELECT FROM case_stage_change later
        WHERE later.case_id = s.case_id AND later.at < $2 AND (later.at, later.id) > (s.at, s.id))
    GROUP BY 2
"""
# One workshop may stand with several businesses; without a municipality: all of the region.
_WORKSHOPS = """
    SELECT c.municipality, count(DISTINCT (a.starts_at, a.title)) AS number
    FROM case_appointment a JOIN advisor_case c ON c.id = a.case_id
    WHERE a.kind = 'workshop' AND a.state = 'held' AND a.starts_at >= $1 AND a.starts_at < $2
    GROUP BY GROUPING SETS ((c.municipality), ())
"""
_SELLING = """
    SELECT shop.place, shop.postal_code, count(DISTINCT shop.id) AS number
    FROM sales_day JOIN shop ON shop.id = sales_day.shop_id
    WHERE day BETWEEN $1 AND $2 GROUP BY 1, 2
"""
_OFFERS_NOW = """
    SELECT shop.place, shop.postal_code, count(*) AS offers,
           count(*) FILTER (
               WHERE product.availability <> 'said' OR product.confirmed_at > $1) AS fresh
    FROM product JOIN shop ON shop.id = product.shop_id
    WHERE product.status = 'published' AND shop.status = 'live' GROUP BY 1, 2
"""
_OFFERS_THEN = """
    SELECT municipality, offers, fresh FROM offers_day
    WHERE day = (SELECT max(day) FROM offers_day WHERE day BETWEEN $1 AND $2)
"""
_KEEP_OFFERS = """
    INSERT INTO offers_day (day, municipality, offers, fresh)
    SELECT $1, * FROM unnest($2::text[], $3::integer[], $4::integer[]) ORDER BY 2
    ON CONFLICT (day, municipality) DO UPDATE SET offers = excluded.offers, fresh = excluded.fresh
"""

Rows = Sequence[Mapping[str, Any]]


async def cases(pool: asyncpg.Pool, begins: datetime, ends: datetime) -> Rows:
    """`measure`, `municipality`, `number`."""
    found: Rows = await pool.fetch(_CASES, begins, ends)
    return found


async def workshops(pool: asyncpg.Pool, begins: datetime, ends: datetime) -> Rows:
    """`municipality` (None: together), `number`."""
    found: Rows = await pool.fetch(_WORKSHOPS, begins, ends)
    return found


async def selling(pool: asyncpg.Pool, first: date, last: date) -> Rows:
    """`place`, `postal_code`, `number`."""
    found: Rows = await pool.fetch(_SELLING, first, last)
    return found


async def offers_now(pool: asyncpg.Pool, stale_since: datetime) -> Rows:
    """`place`, `postal_code`, `offers`, `fresh`."""
    found: Rows = await pool.fetch(_OFFERS_NOW, stale_since)
    return found


async def offers_then(pool: asyncpg.Pool, first: date, last: date) -> Rows:
    """`municipality`, `offers`, `fresh` on the last day that was counted."""
    found: Rows = await pool.fetch(_OFFERS_THEN, first, last)
    return found


async def keep_offers(tx: Transaction, day: date, rows: Sequence[tuple[str, int, int]]) -> None:
    """The day's counts; later ones of the same day take their place."""
    names, offers, fresh = zip(*rows, strict=True) if rows else ((), (), ())
    await tx.execute(_KEEP_OFFERS, day, names, offers, fresh)
