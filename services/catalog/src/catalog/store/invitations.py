"""Invitations: rows ↔ domain. Only a hash of the code is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.errors import NoSuchInvitationError
from catalog.domain.handover import hash_code
from catalog.domain.invitation import Invitation
from catalog.store.rows_people import InvitationRow

MOST_OPEN = 50


async def get(session: Session, code: str, *, lock: bool = False) -> Invitation:
    query = select(InvitationRow).where(InvitationRow.code_hash == hash_code(code))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await session.exec(query)).first()
    if row is None:
        raise NoSuchInvitationError
    return _invitation(row)


async def get_by_id(session: Session, shop_id: UUID, invitation_id: UUID) -> Invitation:
    row = await session.get(InvitationRow, invitation_id)
    if row is None or row.shop_id != shop_id:
        raise NoSuchInvitationError
    return _invitation(row)


async def list_open(session: Session, shop_id: UUID, at: datetime) -> Sequence[Invitation]:
    """Not yet accepted and not yet over, oldest first."""
    query = (
        select(InvitationRow)
        .where(
            InvitationRow.shop_id == shop_id,
            col(InvitationRow.accepted_at).is_(None),
            InvitationRow.expires_at > at,
        )
        .order_by(col(InvitationRow.created_at))
        .limit(MOST_OPEN)
    )
    return [_invitation(row) for row in (await session.exec(query)).all()]


def add(session: Session, invitation: Invitation, code: str) -> None:
    values: dict[str, Any] = {
        name: getattr(invitation, name)
        for name in InvitationRow.model_fields
        if name != "code_hash"
    }
    session.add(InvitationRow(**values, code_hash=hash_code(code)))


async def save(session: Session, invitation: Invitation) -> None:
    row = await session.get_one(InvitationRow, invitation.id)
    row.expires_at = invitation.expires_at
    row.accepted_by, row.accepted_at = invitation.accepted_by, invitation.accepted_at


def _invitation(row: InvitationRow) -> Invitation:
    values = row.model_dump()
    del values["code_hash"]
    return Invitation(**values)
