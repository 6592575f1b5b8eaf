"""Hand-over links: rows ↔ domain. Only a hash of the code is kept."""

from datetime import datetime
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.errors import NoSuchHandoverError
from catalog.domain.handover import Handover, hash_code
from catalog.store.rows import HandoverRow


async def get(session: Session, code: str, *, lock: bool = False) -> Handover:
    query = select(HandoverRow).where(HandoverRow.code_hash == hash_code(code))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await session.exec(query)).first()
    if row is None:
        raise NoSuchHandoverError
    values = row.model_dump()
    del values["code_hash"]
    return Handover(**values)


def add(session: Session, handover: Handover, code: str) -> None:
    session.add(
        HandoverRow(
            id=handover.id,
            shop_id=handover.shop_id,
            code_hash=hash_code(code),
            email=handover.email,
            prepared_by=handover.prepared_by,
            prepared_by_name=handover.prepared_by_name,
            created_at=handover.created_at,
            expires_at=handover.expires_at,
            accepted_by=None,
            accepted_at=None,
            prepared_by_email=handover.prepared_by_email,
            checks={},
        )
    )


async def save(session: Session, handover: Handover) -> None:
    row = await session.get_one(HandoverRow, handover.id)
    row.accepted_by, row.accepted_at = handover.accepted_by, handover.accepted_at
    row.checks = {block: dict(said) for block, said in handover.checks.items()}


async def close_open(session: Session, shop_id: UUID, at: datetime) -> None:
    """End every link of the shop that nobody has used."""
    query = select(HandoverRow).where(
        HandoverRow.shop_id == shop_id,
        col(HandoverRow.accepted_at).is_(None),
        HandoverRow.expires_at > at,
    )
    for row in (await session.exec(query.with_for_update())).all():
        row.expires_at = at
