"""What was searched, counted by week, municipality and term; who searched only as passing marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketkit.db import Transaction

from search.domain.demand import Sought

# Rows are locked in one order everywhere, marks before terms, so that no two batches wait for
# each other in a circle. Each mark is new once, whoever brings it: so each searcher counts once.
_ADD = """
    WITH counted AS (
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[])
            AS c (week, municipality, term, searches, zero_hits)
    ), marked AS (
        INSERT INTO search_mark (week, municipality, term, mark)
        SELECT * FROM unnest($6::text[], $7::text[], $8::text[], $9::text[])
            AS m (week, municipality, term, mark) ORDER BY 1, 2, 3, 4
        ON CONFLICT DO NOTHING RETURNING week, municipality, term
    ), fresh AS (
        SELECT week, municipality, term, count(*)::integer AS searchers FROM marked GROUP BY 1, 2, 3
    )
    INSERT INTO searched_term (week, municipality, term, searches, zero_hits, searchers)
    SELECT week, municipality, term, searches, zero_hits, coalesce(searchers, 0)
    FROM counted LEFT JOIN fresh USING (week, municipality, term) ORDER BY 1, 2, 3
    ON CONFLICT (week, municipality, term) DO UPDATE SET
        searches = searched_term.searches + excluded.searches,
        zero_hits = searched_term.zero_hits + excluded.zero_hits,
        searchers = searched_term.searchers + excluded.searchers
"""
# The number is that of LEAST_SEARCHERS; written out, because the index is for exactly these rows.
_CLAIM = """
    WITH grown AS (
        SELECT week, municipality, term FROM searched_term
        WHERE searchers >= 3 AND searches > searches_told
          AND (told_at IS NULL OR told_at <= $1) ORDER BY 1, 2, 3 LIMIT $3
        FOR UPDATE SKIP LOCKED
    )
    UPDATE searched_term t SET searches_told = searches, told_at = $2, version = version + 1
    FROM grown WHERE (t.week, t.municipality, t.term) = (grown.week, grown.municipality, grown.term)
    RETURNING t.week, t.municipality, t.term, searches, searchers, zero_hits, version
"""
_FORGET = ("DELETE FROM search_mark WHERE week < $1", "DELETE FROM searched_term WHERE week < $1")


@dataclass(frozen=True, slots=True)
class Line:
    """What was noted about one term since the last time."""

    week: str
    sought: Sought
    searches: int
    found_nothing: int
    marks: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.week, self.sought.municipality, self.sought.term


@dataclass(frozen=True, slots=True)
class Count:
    """One term as it stands, in the version in which it is told."""

    week: str
    sought: Sought
    searches: int
    searchers: int
    found_nothing: int
    version: int


async def add(tx: Transaction, lines: Sequence[Line]) -> None:
    """Add to the counts. Each term may stand in the lines once."""
    counted = [(*line.key, line.searches, line.found_nothing) for line in lines]
    marked = [(*line.key, mark) for line in lines for mark in line.marks]
    await tx.execute(_ADD, *_columns(counted, 5), *_columns(marked, 4))


async def claim_grown(
    tx: Transaction, *, not_told_since: datetime, at: datetime, limit: int
) -> list[Count]:
    """Terms of several searchers with news, in their next version; others' claims are skipped."""
    rows = await tx.fetch(_CLAIM, not_told_since, at, limit)
    return [
        Count(
            row["week"],
            Sought(row["term"], row["municipality"]),
            row["searches"],
            row["searchers"],
            row["zero_hits"],
            row["version"],
        )
        for row in rows
    ]


async def forget_before(tx: Transaction, week: str) -> None:
    """Marks and terms of earlier weeks; what several people searched has been told by then."""
    for statement in _FORGET:
        await tx.execute(statement, week)


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]
