"""Appointments over all businesses, day by day, and one advisor's own for a calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from marketkit.db import Database
from marketkit.errors import NotFoundError

from catalog.domain.cases.rights import check_is_team
from catalog.domain.rights import Actor
from catalog.queries.case_page import appointment
from catalog.queries.pages import Page, decode, encode, moment_in
from catalog.store.answers import moment
from catalog.store.calendar_feeds import hash_secret

KEPT_IN_FEED = timedelta(days=90)
WORKS_AFTER_VISIT = timedelta(days=90)
MOST_IN_FEED = 1000
_COMING = """
    SELECT case_appointment.*, advisor_case.name AS case_name, advisor_case.advisor_name
    FROM case_appointment JOIN advisor_case ON advisor_case.id = case_appointment.case_id
    WHERE case_appointment.ends_at >= $1 AND case_appointment.state <> 'cancelled'
      AND ($2::text IS NULL OR case_appointment.kind = $2)
      AND ($3::uuid IS NULL OR advisor_case.advisor_id = $3)
      AND ($4::timestamptz IS NULL
           OR (case_appointment.starts_at, case_appointment.id) > ($4, $5::uuid))
    ORDER BY case_appointment.starts_at, case_appointment.id LIMIT $6
"""
_FEED = """
    SELECT case_appointment.id, case_appointment.kind, case_appointment.title,
           case_appointment.starts_at, case_appointment.ends_at, case_appointment.state,
           case_appointment.version, case_appointment.created_at, case_appointment.updated_at,
           advisor_case.name AS case_name
    FROM case_appointment JOIN advisor_case ON advisor_case.id = case_appointment.case_id
    WHERE advisor_case.advisor_id = $1 AND case_appointment.starts_at >= $2
    ORDER BY case_appointment.starts_at, case_appointment.id LIMIT $3
"""
_WHOSE = "SELECT account_id FROM calendar_feed WHERE secret_hash = $1 AND last_seen > $2"
_STATE = "SELECT created_at FROM calendar_feed WHERE account_id = $1"


class NoSuchFeedError(NotFoundError):
    code = "feed_not_found"
    message = "Diesen Kalender gibt es nicht (mehr)."


@dataclass(frozen=True, slots=True)
class ComingFilter:
    now: datetime
    kind: str | None
    advisor_id: UUID | None
    limit: int
    cursor: str | None


async def coming(db: Database, actor: Actor, wanted: ComingFilter) -> Page[Mapping[str, Any]]:
    """From now on; what is cancelled no longer comes."""
    check_is_team(actor)
    after = decode(wanted.cursor)
    rows = await db.pool.fetch(
        _COMING,
        wanted.now,
        wanted.kind,
        wanted.advisor_id,
        moment_in(after[0]) if after else None,
        after[1] if after else None,
        wanted.limit + 1,
    )
    shown = rows[: wanted.limit]
    following = None
    if len(rows) > wanted.limit:
        following = encode(shown[-1]["starts_at"].isoformat(), shown[-1]["id"])
    items = [
        {**appointment(row), "case_name": row["case_name"], "advisor_name": row["advisor_name"]}
        for row in shown
    ]
    return Page(items, following)


async def feed_rows(db: Database, secret: str, now: datetime) -> list[Mapping[str, Any]]:
    """What belongs into the calendar behind this secret. Raises NoSuchFeedError."""
    account = await db.pool.fetchval(_WHOSE, hash_secret(secret), now - WORKS_AFTER_VISIT)
    if account is None:
        raise NoSuchFeedError
    return list(await db.pool.fetch(_FEED, account, now - KEPT_IN_FEED, MOST_IN_FEED))


async def feed_state(db: Database, actor: Actor) -> dict[str, Any]:
    """Whether one has an address, and since when; the address itself is known to nobody."""
    check_is_team(actor)
    return {"created_at": moment(await db.pool.fetchval(_STATE, actor.id))}
