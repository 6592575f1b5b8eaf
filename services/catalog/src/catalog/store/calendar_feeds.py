"""The secret addresses of advisors' calendars; only hashes are kept."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from marketkit.db import Session
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, update

from catalog.store.rows_cases import CalendarFeedRow

_WRITTEN_EVERY = timedelta(days=1)


def hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


async def renew(session: Session, account_id: UUID, secret: str, at: datetime) -> None:
    """The address before, if any, is dead from now on."""
    fresh = {"secret_hash": hash_secret(secret), "created_at": at, "last_seen": at}
    query = insert(CalendarFeedRow).values(account_id=account_id, **fresh)
    await session.exec(query.on_conflict_do_update(index_elements=["account_id"], set_=fresh))


async def note_visit(session: Session, account_id: UUID, at: datetime) -> None:
    """The address, if there is one, works on; written once a day."""
    due = col(CalendarFeedRow.last_seen) < at - _WRITTEN_EVERY
    query = update(CalendarFeedRow).where(col(CalendarFeedRow.account_id) == account_id, due)
    await session.exec(query.values(last_seen=at))


async def find(session: Session, account_id: UUID) -> CalendarFeedRow | None:
    return await session.get(CalendarFeedRow, account_id)


async def end(session: Session, account_id: UUID) -> None:
    query = delete(CalendarFeedRow).where(col(CalendarFeedRow.account_id) == account_id)
    await session.exec(query)
