"""Which documents a shop has handed in; their bytes lie among the files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlmodel import func, select

from catalog.store.rows_checklist import ProofDocumentRow


@dataclass(frozen=True, slots=True)
class ProofDocument:
    id: UUID
    shop_id: UUID
    file: str
    """The random name of its file."""
    media_type: str
    size: int
    fingerprint: bytes
    """SHA-256 of what was uploaded: the same document twice stays one."""
    at: datetime
    by_id: UUID
    by_name: str


async def find(session: Session, shop_id: UUID, document_id: UUID) -> ProofDocument | None:
    """None also for another shop's."""
    row = await session.get(ProofDocumentRow, document_id)
    if row is None or row.shop_id != shop_id:
        return None
    return ProofDocument(**row.model_dump())


async def find_same(session: Session, shop_id: UUID, fingerprint: bytes) -> UUID | None:
    query = select(ProofDocumentRow.id).where(
        ProofDocumentRow.shop_id == shop_id, ProofDocumentRow.fingerprint == fingerprint
    )
    return (await session.exec(query)).first()


async def count(session: Session, shop_id: UUID) -> int:
    query = (
        select(func.count()).select_from(ProofDocumentRow)
        .where(ProofDocumentRow.shop_id == shop_id)
    )  # fmt: skip
    return (await session.exec(query)).one()


async def add(session: Session, document: ProofDocument) -> None:
    values = {name: getattr(document, name) for name in ProofDocument.__slots__}
    session.add(ProofDocumentRow(**values))
    await session.flush()
