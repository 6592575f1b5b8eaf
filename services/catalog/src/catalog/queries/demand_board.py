"""What the region searches for in a week, most people first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketkit.db import Database
from marketkit.weeks import NoWeekError, week_before

from catalog.domain.demand import Demand
from catalog.queries.pages import Page, decode, encode, number_in

# "Unmet": at least every second search found nothing.
_LIST = """
    SELECT d.id, d.week, d.municipality, d.term, d.searches, d.searchers, d.zero_hits,
           before.searchers AS searchers_before
    FROM demand d LEFT JOIN demand before
      ON before.week = $2 AND before.municipality = d.municipality AND before.term = d.term
    WHERE d.week = $1 AND ($3::text IS NULL OR d.municipality = $3)
      AND (NOT $4 OR d.zero_hits * 2 >= d.searches)
      AND ($5::integer IS NULL OR (d.searchers, d.id) < ($5, $6::uuid))
    ORDER BY d.searchers DESC, d.id DESC LIMIT $7
"""
_WEEKS = "SELECT DISTINCT week FROM demand ORDER BY week DESC LIMIT 26"
_MUNICIPALITIES = "SELECT DISTINCT municipality FROM demand WHERE week = $1 ORDER BY municipality"


@dataclass(frozen=True, slots=True)
class DemandFilter:
    week: str
    municipality: str | None
    unmet: bool
    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Board:
    page: Page[Demand]
    weeks: Sequence[str]
    """In which anything was told, newest first."""
    municipalities: Sequence[str]
    """Of which anything was told in this week."""


async def read_board(db: Database, wanted: DemandFilter) -> Board:
    shown, following = await _page(db, wanted)
    weeks = await db.pool.fetch(_WEEKS)
    municipalities = await db.pool.fetch(_MUNICIPALITIES, wanted.week)
    return Board(
        Page([_demand(row) for row in shown], following),
        [row["week"] for row in weeks],
        [row["municipality"] for row in municipalities],
    )


async def _page(
    db: Database, wanted: DemandFilter
) -> tuple[Sequence[Mapping[str, Any]], str | None]:
    searchers, row_id = decode(wanted.cursor) or (None, None)
    rows = await db.pool.fetch(
        _LIST,
        wanted.week,
        _week_before(wanted.week),
        wanted.municipality,
        wanted.unmet,
        None if searchers is None else number_in(searchers),
        row_id,
        wanted.limit + 1,
    )
    shown = rows[: wanted.limit]
    more = len(rows) > wanted.limit
    return shown, encode(str(shown[-1]["searchers"]), shown[-1]["id"]) if more else None


def _week_before(week: str) -> str | None:
    try:
        return week_before(week)
    except NoWeekError:
        return None


def _demand(row: Mapping[str, Any]) -> Demand:
    return Demand(**{name: value for name, value in row.items() if name != "id"})
