"""Notes of a case: rows ↔ domain."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, delete, select

from catalog.domain.cases.notes import NoSuchNoteError, Note
from catalog.store.rows_cases import CaseNoteRow


async def get(session: Session, case_id: UUID, note_id: UUID) -> Note:
    """Locked until the session ends."""
    query = select(CaseNoteRow).where(CaseNoteRow.id == note_id, CaseNoteRow.case_id == case_id)
    row = (await session.exec(query.with_for_update())).first()
    if row is None:
        raise NoSuchNoteError
    return Note(**row.model_dump())


def add(session: Session, note: Note) -> None:
    session.add(CaseNoteRow(**asdict(note)))


async def save(session: Session, note: Note) -> None:
    row = await session.get_one(CaseNoteRow, note.id)
    row.sqlmodel_update(asdict(note))


async def forget_deleted(session: Session, before: datetime) -> None:
    """Their undo has ended."""
    await session.exec(delete(CaseNoteRow).where(col(CaseNoteRow.deleted_at) <= before))


async def forget_all(session: Session, case_id: UUID) -> None:
    await session.exec(delete(CaseNoteRow).where(col(CaseNoteRow.case_id) == case_id))
