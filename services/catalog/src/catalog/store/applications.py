"""Who asked to come: remembered by fingerprint, so that nobody comes twice."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from catalog.store.rows_people import ApplicationRow
from catalog.store.senders import held
from catalog.store.wide import connection_of

_RECENT = "SELECT count(*) FROM application WHERE sender = $1 AND created_at > $2"
_FORGET = "UPDATE application SET sender = NULL WHERE sender IS NOT NULL AND created_at < $1"


async def claim(
    session: Session, fingerprint: bytes, case_id: UUID, sender: bytes, at: datetime
) -> bool:
    """False when the same was sent before; of two at once the second waits for the first.

    Before the case itself, so that nobody makes a second one.
    """
    values = {
        "fingerprint": fingerprint, "case_id": case_id, "sender": sender, "created_at": at,
    }  # fmt: skip
    query = insert(ApplicationRow).values(values).on_conflict_do_nothing()
    added = await session.exec(query.returning(col(ApplicationRow.case_id)))
    return added.first() is not None


async def recent_from(session: Session, sender: bytes, since: datetime) -> int:
    """How many came from there, this one among them; a second one from there waits."""
    return int(await (await held(session, sender)).fetchval(_RECENT, sender, since))


async def forget_senders(session: Session, before: datetime) -> None:
    await (await connection_of(session)).execute(_FORGET, before)
