"""The log of what authorities demanded: what is still to be done first."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from marketkit.db import Database

from catalog.domain.duties.days import working_days_left
from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.duties.rules import DutyRules
from catalog.domain.rights import Actor
from catalog.queries.pages import Page, day_in, decode, encode

_LIST: Final = """
    SELECT o.id, o.source, o.authority, o.order_number, o.subject, o.received_at, o.due_on,
        o.entered_at, o.entered_by_name, d.at AS done_at, d.account_name AS done_by, d.note
    FROM takedown_order o LEFT JOIN takedown_done d ON d.order_id = o.id
    WHERE ($1::date IS NULL OR (o.due_on, o.id) < ($1, $2::uuid))
    ORDER BY o.due_on DESC, o.id DESC LIMIT $3
"""


async def list_takedowns(
    db: Database, actor: Actor, today: date, rules: DutyRules, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    check_may_moderate(actor)
    rows = await db.pool.fetch(_LIST, *_after(cursor), limit + 1)
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        following = encode(shown[-1]["due_on"].isoformat(), shown[-1]["id"])
    return Page([_item(dict(row), today, rules) for row in shown], following)


def _item(row: dict[str, Any], today: date, rules: DutyRules) -> dict[str, Any]:
    waits = row["done_at"] is None
    left = working_days_left(today, row["due_on"], rules.holidays) if waits else None
    return {**row, "days_left": left, "overdue": waits and row["due_on"] < today}


def _after(cursor: str | None) -> tuple[Any, Any]:
    at = decode(cursor)
    return (day_in(at[0]), at[1]) if at else (None, None)
