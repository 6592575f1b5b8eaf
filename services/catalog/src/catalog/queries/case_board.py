"""The board: a column for each stage, each with a page of its own, in a fixed number of queries."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from catalog.domain.cases.stages import CaseStage
from catalog.queries.case_facts import ORDER, RANKED, CaseFilter, cursor_of, key_of, lit
from catalog.store.checklists import Reader

PER_COLUMN = 10
_COUNTS = f"""{RANKED}
    SELECT stage, count(*) AS count, count(*) FILTER (WHERE rank = 0) AS urgent
    FROM ranked GROUP BY stage
"""  # noqa: S608 -- nothing but our own words
_ADVISORS = "SELECT account_id AS id, name FROM case_advisor ORDER BY lower(name), account_id"
_FIRST_ARGUMENT = 9


async def read_board(
    connection: Reader, narrowed: CaseFilter, cursors: Mapping[CaseStage, str], me: UUID | None
) -> dict[str, Any]:
    """`cursors` turn single columns to a later page."""
    counts = {row["stage"]: row for row in await connection.fetch(_COUNTS, *narrowed.arguments)}
    query, keys = _columns(cursors)
    rows = await connection.fetch(query, *narrowed.arguments, PER_COLUMN + 1, *keys)
    items = await lit(connection, rows, narrowed.today)
    columns = []
    for stage in CaseStage:
        mine = [(row, item) for row, item in zip(rows, items, strict=True) if row["stage"] == stage]
        shown, count = mine[:PER_COLUMN], counts.get(stage)
        columns.append(
            {
                "stage": stage,
                "count": count["count"] if count else 0,
                "urgent": count["urgent"] if count else 0,
                "items": [item for _, item in shown],
                "next": cursor_of(shown[-1][0]) if len(mine) > PER_COLUMN else None,
            }
        )
    return {"columns": columns, "advisors": await list_advisors(connection), "me": me}


async def list_advisors(connection: Reader) -> list[Mapping[str, Any]]:
    return [dict(row) for row in await connection.fetch(_ADVISORS)]


def _columns(cursors: Mapping[CaseStage, str]) -> tuple[str, list[Any]]:
    """One branch per stage, so that each column can stand on another page."""
    branches, keys = [], list[Any]()
    for stage in CaseStage:
        after = ""
        if key := key_of(cursors.get(stage)):
            n = _FIRST_ARGUMENT + len(keys)
            place = f"${n}::int, ${n + 1}::date, ${n + 2}::timestamptz, ${n + 3}::uuid"
            after = f"AND ({ORDER}) > ({place})"
            keys += key
        branches.append(
            f"(SELECT * FROM ranked WHERE stage = '{stage.value}' {after} "  # noqa: S608 -- ours
            f"ORDER BY {ORDER} LIMIT $8)"
        )
    return RANKED + " UNION ALL ".join(branches), keys
