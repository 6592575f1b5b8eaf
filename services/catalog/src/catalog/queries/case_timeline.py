"""What happened with a business, newest first: notes, stages, appointments, papers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Database

from catalog.domain.cases.case import NoSuchCaseError
from catalog.domain.cases.notes import KEPT_AFTER_DELETION, OPEN_FOR
from catalog.domain.cases.rights import check_may_see
from catalog.domain.rights import Actor
from catalog.queries.pages import Page, decode, encode, moment_in
from catalog.store.answers import moment

# Each branch reads its own index from the cursor on, and no further than the page goes.
_LIST = """
    (SELECT 'note' AS what, id, created_at AS at, author_id AS by_id, author_name AS by,
            CASE WHEN deleted_at IS NULL THEN text ELSE '' END AS text,
            '' AS kind, CASE WHEN deleted_at IS NULL THEN '' ELSE 'deleted' END AS state,
            edited_at, deleted_at, NULL::timestamptz AS until, version,
            NULL AS before, NULL AS reason
     FROM case_note
     WHERE case_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $4)
    UNION ALL
    (SELECT 'stage', id, at, account_id, account_name, '', after, cause, NULL, NULL, NULL, 1,
            before, reason
     FROM case_stage_change
     WHERE case_id = $1 AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3::uuid))
     ORDER BY at DESC, id DESC LIMIT $4)
    UNION ALL
    (SELECT 'appointment', id, starts_at, created_by, created_by_name,
            concat_ws(', ', nullif(title, ''), nullif(place, ''), nullif(participants, '')),
            kind, state, NULL, NULL, ends_at, version, NULL, NULL
     FROM case_appointment
     WHERE case_id = $1 AND ($2::timestamptz IS NULL OR (starts_at, id) < ($2, $3::uuid))
     ORDER BY starts_at DESC, id DESC LIMIT $4)
    UNION ALL
    (SELECT 'document', id, uploaded_at, uploaded_by, uploaded_by_name, title, name,
            CASE WHEN removed_at IS NULL THEN '' ELSE 'deleted' END, NULL, removed_at, NULL, 1,
            NULL, nullif(remove_reason, '')
     FROM case_document
     WHERE case_id = $1 AND ($2::timestamptz IS NULL OR (uploaded_at, id) < ($2, $3::uuid))
     ORDER BY uploaded_at DESC, id DESC LIMIT $4)
    ORDER BY at DESC, id DESC LIMIT $4
"""
_KNOWN = "SELECT true FROM advisor_case WHERE id = $1"


async def read_timeline(
    db: Database, case_id: UUID, actor: Actor, now: datetime, limit: int, cursor: str | None
) -> Page[Mapping[str, Any]]:
    check_may_see(actor)
    at, row_id = _after(cursor)
    rows = await db.pool.fetch(_LIST, case_id, at, row_id, limit + 1)
    if not rows and cursor is None and not await db.pool.fetchval(_KNOWN, case_id):
        raise NoSuchCaseError
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        following = encode(shown[-1]["at"].isoformat(), shown[-1]["id"])
    return Page([_item(row, actor, now) for row in shown], following)


def _after(cursor: str | None) -> tuple[datetime | None, UUID | None]:
    if (found := decode(cursor)) is None:
        return None, None
    return moment_in(found[0]), found[1]


def _item(row: Mapping[str, Any], actor: Actor, now: datetime) -> Mapping[str, Any]:
    own = row["what"] == "note" and row["by_id"] == actor.id
    is_deleted = row["deleted_at"] is not None
    kind = row["kind"]
    if row["what"] == "document":
        kind = "pdf" if kind.endswith(".pdf") else "picture"
    return {
        **{name: row[name] for name in ("what", "id", "by", "text", "state", "version")},
        **{name: row[name] for name in ("before", "reason")},
        "kind": kind,
        **{name: moment(row[name]) for name in ("at", "until", "edited_at", "deleted_at")},
        "may_edit": own and not is_deleted and now - row["at"] < OPEN_FOR,
        "may_restore": own and is_deleted and now - row["deleted_at"] < KEPT_AFTER_DELETION,
    }
