"""Decisions and complaints: they only grow."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.db import Session
from sqlmodel import col, select

from catalog.domain.duties.decision import (
    Decision,
    DecisionKind,
    Ground,
    Measure,
    NoSuchComplaintError,
    NoSuchDecisionError,
)
from catalog.store.rows_duties import ComplaintRow, DecisionRow, RemovedPictureRow


@dataclass(frozen=True, slots=True)
class Complaint:
    id: UUID
    number: str
    decision_id: UUID
    case_id: UUID
    party: str
    words: str
    at: datetime
    account_id: UUID | None
    account_name: str

    @property
    def is_from_shop(self) -> bool:
        return self.party == "shop"


async def add(session: Session, decision: Decision) -> None:
    session.add(DecisionRow(**asdict(decision)))
    await session.flush()


async def get(session: Session, decision_id: UUID) -> Decision:
    """Raises NoSuchDecisionError."""
    row = await session.get(DecisionRow, decision_id)
    if row is None:
        raise NoSuchDecisionError
    return _decision(row)


async def get_many(session: Session, ids: Sequence[UUID]) -> list[Decision]:
    """In the order asked for."""
    query = select(DecisionRow).where(col(DecisionRow.id).in_(ids))
    found = {row.id: _decision(row) for row in (await session.exec(query)).all()}
    return [found[one] for one in ids if one in found]


async def of_case(session: Session, case_id: UUID) -> list[Decision]:
    """Oldest first."""
    query = select(DecisionRow).where(DecisionRow.case_id == case_id).order_by(col(DecisionRow.id))
    return [_decision(row) for row in (await session.exec(query)).all()]


async def of_complaint(session: Session, complaint_id: UUID) -> Decision | None:
    query = select(DecisionRow).where(DecisionRow.complaint_id == complaint_id)
    row = (await session.exec(query)).first()
    return _decision(row) if row else None


async def add_complaint(session: Session, complaint: Complaint) -> None:
    session.add(ComplaintRow(**asdict(complaint)))
    await session.flush()


async def get_complaint(session: Session, complaint_id: UUID) -> Complaint:
    """Raises NoSuchComplaintError."""
    row = await session.get(ComplaintRow, complaint_id)
    if row is None:
        raise NoSuchComplaintError
    return Complaint(**row.model_dump())


async def find_complaint(session: Session, decision_id: UUID, party: str) -> Complaint | None:
    query = select(ComplaintRow).where(
        ComplaintRow.decision_id == decision_id, ComplaintRow.party == party
    )
    row = (await session.exec(query)).first()
    return Complaint(**row.model_dump()) if row else None


async def keep_files(session: Session, decision_id: UUID, files: Mapping[str, bytes]) -> None:
    """What a picture consisted of, until nobody can complain any more."""
    session.add_all(
        RemovedPictureRow(decision_id=decision_id, file=name, content=content)
        for name, content in files.items()
    )


async def kept_files(session: Session, decision_id: UUID) -> dict[str, bytes]:
    query = select(RemovedPictureRow).where(RemovedPictureRow.decision_id == decision_id)
    return {row.file: row.content for row in (await session.exec(query)).all()}


def _decision(row: DecisionRow) -> Decision:
    values: dict[str, Any] = row.model_dump()
    return Decision(
        **values
        | {
            "kind": DecisionKind(row.kind),
            "measure": Measure(row.measure),
            "ground": Ground(row.ground),
        }
    )
