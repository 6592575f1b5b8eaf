"""Cases with their contacts and their history: rows ↔ domain."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from catalog.domain.cases.case import (
    BusinessKind,
    Case,
    Contact,
    NoSuchCaseError,
    Origin,
    StageChange,
)
from catalog.domain.cases.stages import CaseStage, DropReason
from catalog.domain.rights import Actor
from catalog.store.rows import ShopRow
from catalog.store.rows_cases import CaseAdvisorRow, CaseContactRow, CaseRow, CaseStageChangeRow


async def get(session: Session, case_id: UUID, *, lock: bool = False) -> Case:
    """Raises NoSuchCaseError. `lock` holds its row until the session ends."""
    query = select(CaseRow).where(CaseRow.id == case_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await session.exec(query)).first()
    if row is None:
        raise NoSuchCaseError
    return await _whole(session, row)


async def find_by_shop(session: Session, shop_id: UUID, *, lock: bool = False) -> Case | None:
    query = select(CaseRow).where(CaseRow.shop_id == shop_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await session.exec(query)).first()
    return None if row is None else await _whole(session, row)


async def add(session: Session, case: Case, actor: Actor, cause: str) -> bool:
    """False when its shop has a case already: of two who open one at once, one does."""
    query = insert(CaseRow).values(_values(case)).on_conflict_do_nothing(index_elements=["shop_id"])
    added = await session.exec(query.returning(col(CaseRow.id)))
    if added.first() is None:
        return False
    session.add_all(_contact_rows(case))
    note_change(session, case.id, StageChange(None, case.stage, cause), actor, case.created_at)
    await session.flush()
    return True


async def save(session: Session, case: Case) -> None:
    """Write a case that was loaded, and locked, in this session."""
    row = await session.get_one(CaseRow, case.id)
    row.sqlmodel_update(_values(case))
    query = select(CaseContactRow).where(CaseContactRow.case_id == case.id)
    known = {person.id: person for person in (await session.exec(query)).all()}
    for person in _contact_rows(case):
        if kept := known.pop(person.id, None):
            kept.sqlmodel_update(person.model_dump())
        else:
            session.add(person)
    for gone in known.values():
        await session.delete(gone)
    await session.flush()


def note_change(
    session: Session, case_id: UUID, change: StageChange, actor: Actor, at: datetime
) -> None:
    session.add(
        CaseStageChangeRow(
            id=new_id(),
            case_id=case_id,
            at=at,
            before=change.before,
            after=change.after,
            cause=change.cause,
            reason=change.reason,
            account_id=actor.id,
            account_name=actor.name,
        )
    )


async def shops_without(session: Session, limit: int) -> list[UUID]:
    """Shops that nobody has a case for yet."""
    known = select(CaseRow.shop_id).where(CaseRow.shop_id == ShopRow.id).exists()
    query = select(ShopRow.id).where(~known).order_by(col(ShopRow.id)).limit(limit)
    return list((await session.exec(query)).all())


async def to_erase(session: Session, before: datetime, limit: int) -> Sequence[UUID]:
    """Given up before then, and their people still known; those that others work on are left."""
    query = (
        select(CaseRow.id)
        .where(col(CaseRow.dropped_at) <= before, col(CaseRow.erased_at).is_(None))
        .order_by(col(CaseRow.dropped_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(query)).all()


async def note_advisor(session: Session, actor: Actor, at: datetime) -> None:
    """From now on businesses can be handed to this person."""
    values = {"account_id": actor.id, "name": actor.name, "seen_at": at}
    query = insert(CaseAdvisorRow).values(values)
    await session.exec(
        query.on_conflict_do_update(
            index_elements=["account_id"],
            set_={"name": actor.name, "seen_at": at},
            where=col(CaseAdvisorRow.name) != actor.name,
        )
    )


async def find_advisor(session: Session, account_id: UUID) -> CaseAdvisorRow | None:
    return await session.get(CaseAdvisorRow, account_id)


async def _whole(session: Session, row: CaseRow) -> Case:
    query = (
        select(CaseContactRow)
        .where(CaseContactRow.case_id == row.id)
        .order_by(col(CaseContactRow.id))
    )
    people = (await session.exec(query)).all()
    values = row.model_dump()
    values |= {
        "kind": BusinessKind(row.kind),
        "origin": Origin(row.origin),
        "stage": CaseStage(row.stage),
        "drop_reason": DropReason(row.drop_reason) if row.drop_reason else None,
    }
    return Case(**values, contacts=tuple(_contact(person) for person in people))


def _contact(row: CaseContactRow) -> Contact:
    return Contact(row.id, row.name, row.role, row.phone, row.email, row.preferred)


def _contact_rows(case: Case) -> list[CaseContactRow]:
    return [CaseContactRow(case_id=case.id, **asdict(person)) for person in case.contacts]


def _values(case: Case) -> dict[str, Any]:
    return {f.name: getattr(case, f.name) for f in fields(Case) if f.name != "contacts"}
