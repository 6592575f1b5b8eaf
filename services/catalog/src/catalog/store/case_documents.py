"""Documents of a case: rows ↔ domain. The files themselves lie elsewhere."""

from dataclasses import asdict
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, delete, func, select

from catalog.domain.cases.documents import Document, NoSuchDocumentError
from catalog.store.rows_cases import CaseDocumentRow


async def get(
    session: Session, case_id: UUID, document_id: UUID, *, lock: bool = False
) -> Document:
    query = select(CaseDocumentRow).where(
        CaseDocumentRow.id == document_id, CaseDocumentRow.case_id == case_id
    )
    row = (await session.exec(query.with_for_update() if lock else query)).first()
    if row is None:
        raise NoSuchDocumentError
    return Document(**row.model_dump())


async def find_same(session: Session, case_id: UUID, fingerprint: str) -> Document | None:
    query = select(CaseDocumentRow).where(
        CaseDocumentRow.case_id == case_id,
        CaseDocumentRow.fingerprint == fingerprint,
        col(CaseDocumentRow.removed_at).is_(None),
    )
    row = (await session.exec(query)).first()
    return None if row is None else Document(**row.model_dump())


async def count(session: Session, case_id: UUID) -> int:
    query = select(func.count()).where(
        CaseDocumentRow.case_id == case_id, col(CaseDocumentRow.removed_at).is_(None)
    )
    return (await session.exec(query)).one()


def add(session: Session, document: Document) -> None:
    session.add(CaseDocumentRow(**asdict(document)))


async def save(session: Session, document: Document) -> None:
    row = await session.get_one(CaseDocumentRow, document.id)
    row.sqlmodel_update(asdict(document))


async def forget_all(session: Session, case_id: UUID) -> list[str]:
    """The names of the files that are nobody's now."""
    query = delete(CaseDocumentRow).where(col(CaseDocumentRow.case_id) == case_id)
    gone = await session.exec(query.returning(col(CaseDocumentRow.name)))
    return [row[0] for row in gone.all()]
