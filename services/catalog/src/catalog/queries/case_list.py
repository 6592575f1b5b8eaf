"""Cases one below the other, what waits longest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.domain.cases.stages import CaseStage
from catalog.queries.case_facts import ORDER, RANKED, CaseFilter, cursor_of, key_of, lit
from catalog.queries.pages import Page
from catalog.store.checklists import Reader

_LIST = f"""{RANKED}
    SELECT * FROM ranked
    WHERE ($8::text IS NULL OR stage = $8)
      AND ($8::text IS NOT NULL OR stage <> 'dropped')
      AND (NOT $9 OR rank = 0)
      AND ($10::int IS NULL OR ({ORDER}) > ($10, $11::date, $12::timestamptz, $13::uuid))
    ORDER BY {ORDER} LIMIT $14
"""  # noqa: S608 -- nothing but our own words


@dataclass(frozen=True, slots=True)
class Wanted:
    stage: CaseStage | None
    only_urgent: bool
    limit: int
    cursor: str | None


async def list_cases(
    connection: Reader, narrowed: CaseFilter, wanted: Wanted
) -> Page[Mapping[str, Any]]:
    """Without a stage: all but the ones given up."""
    after = key_of(wanted.cursor) or (None, None, None, None)
    rows = await connection.fetch(
        _LIST,
        *narrowed.arguments,
        wanted.stage.value if wanted.stage else None,
        wanted.only_urgent,
        *after,
        wanted.limit + 1,
    )
    shown = rows[: wanted.limit]
    following = cursor_of(shown[-1]) if len(rows) > wanted.limit else None
    return Page(await lit(connection, shown, narrowed.today), following)
