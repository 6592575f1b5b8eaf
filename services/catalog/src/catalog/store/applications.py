"""Who asked to come: remembered by fingerprint, so that nobody comes twice."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from catalog.store.rows_people import ApplicationRow


async def claim(session: Session, fingerprint: bytes, case_id: UUID, at: datetime) -> bool:
    """False when the same was sent before; of two at once the second waits for the first.

    Before the case itself, so that nobody makes a second one.
    """
    values = {"fingerprint": fingerprint, "case_id": case_id, "created_at": at}
    query = insert(ApplicationRow).values(values).on_conflict_do_nothing()
    added = await session.exec(query.returning(col(ApplicationRow.case_id)))
    return added.first() is not None
