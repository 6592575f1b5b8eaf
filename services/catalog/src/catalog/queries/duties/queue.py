"""The operators' queue: what is most dangerous and has waited longest comes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from marketkit.db import Database

from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.rights import Actor
from catalog.queries.pages import Page, decode, encode, moment_in, number_in

View = Literal["open", "complaint", "decided"]

_FIELDS: Final = """
    SELECT c.id, c.subject_kind, c.subject_id, c.title, c.path, c.opened_at, c.last_at, c.notices,
        c.danger, c.status, c.taken_by, c.taken_by_name, c.decided_at,
        shop.slug AS shop_slug, shop.name AS shop_name, said.reasons, said.danger_to_life,
        (SELECT count(*) FROM complaint WHERE complaint.case_id = c.id AND NOT EXISTS (
            SELECT FROM moderation_decision d WHERE d.complaint_id = complaint.id
        )) AS complaints_open
    FROM notice_case c JOIN shop ON shop.id = c.shop_id
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT n.reason) AS reasons,
            coalesce(bool_or(n.danger_to_life), false) AS danger_to_life
        FROM notice n WHERE n.case_id = c.id
    ) said
"""
_OPEN: Final = f"""{_FIELDS}
    WHERE c.status = 'open'
      AND ($1::int IS NULL OR (-c.danger, c.opened_at, c.id) > (-$1, $2::timestamptz, $3::uuid))
    ORDER BY c.danger DESC, c.opened_at, c.id LIMIT $4
"""
_COMPLAINT: Final = f"""{_FIELDS}
    WHERE c.status = 'decided' AND EXISTS (
        SELECT FROM complaint WHERE complaint.case_id = c.id AND NOT EXISTS (
            SELECT FROM moderation_decision d WHERE d.complaint_id = complaint.id
        )
    ) AND ($1::int IS NULL OR (-c.danger, c.opened_at, c.id) > (-$1, $2::timestamptz, $3::uuid))
    ORDER BY c.danger DESC, c.opened_at, c.id LIMIT $4
"""  # noqa: S608 -- nothing but our own words
_DECIDED: Final = f"""{_FIELDS}
    WHERE c.status = 'decided'
      AND ($1::int IS NULL OR (c.danger, c.opened_at, c.id) < ($1, $2::timestamptz, $3::uuid))
    ORDER BY c.danger DESC, c.opened_at DESC, c.id DESC LIMIT $4
"""
_VIEWS: Final[Mapping[View, str]] = {"open": _OPEN, "complaint": _COMPLAINT, "decided": _DECIDED}


@dataclass(frozen=True, slots=True)
class Wanted:
    view: View
    limit: int
    cursor: str | None


async def list_cases(db: Database, actor: Actor, wanted: Wanted) -> Page[Mapping[str, Any]]:
    check_may_moderate(actor)
    rows = await db.pool.fetch(_VIEWS[wanted.view], *_after(wanted.cursor), wanted.limit + 1)
    shown = [dict(row) for row in rows[: wanted.limit]]
    following = None
    if len(rows) > wanted.limit:
        last = shown[-1]
        following = encode(f"{last['danger']}|{last['opened_at'].isoformat()}", last["id"])
    return Page(shown, following)


def _after(cursor: str | None) -> tuple[Any, Any, Any]:
    """Danger, time and id of the last case seen."""
    at = decode(cursor)
    if at is None:
        return None, None, None
    danger, _, opened = at[0].partition("|")
    return number_in(danger), moment_in(opened), at[1]
