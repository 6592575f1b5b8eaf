"""Appointments: rows ↔ domain, and who has which room when."""

from dataclasses import asdict
from uuid import UUID

from marketkit.db import Session
from sqlalchemy import func, update
from sqlmodel import col, select

from catalog.domain.cases.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentState,
    NoSuchAppointmentError,
)
from catalog.store.rows_cases import CaseAppointmentRow, CaseRow

_ROOM_LOCK = 7_240_120
"""Advisory lock: who looks whether a room is free must be the only one looking."""


async def get(session: Session, case_id: UUID, appointment_id: UUID) -> Appointment:
    """Locked until the session ends."""
    query = select(CaseAppointmentRow).where(
        CaseAppointmentRow.id == appointment_id, CaseAppointmentRow.case_id == case_id
    )
    row = (await session.exec(query.with_for_update())).first()
    if row is None:
        raise NoSuchAppointmentError
    return appointment_of(row)


async def in_the_way(session: Session, wanted: Appointment) -> tuple[Appointment, str] | None:
    """What stands in the same room at that time, and whose it is.

    Nobody else asks until this session ends, so the answer stays true.
    """
    if not wanted.needs_room:
        return None
    await session.exec(select(func.pg_advisory_xact_lock(_ROOM_LOCK)))
    query = (
        select(CaseAppointmentRow, CaseRow.name)
        .where(
            CaseAppointmentRow.case_id == CaseRow.id,
            CaseAppointmentRow.kind == wanted.kind,
            CaseAppointmentRow.state != AppointmentState.CANCELLED,
            CaseAppointmentRow.id != wanted.id,
            CaseAppointmentRow.starts_at < wanted.ends_at,
            CaseAppointmentRow.ends_at > wanted.starts_at,
        )
        .order_by(col(CaseAppointmentRow.starts_at))
        .limit(1)
    )
    found = (await session.exec(query)).first()
    return None if found is None else (appointment_of(found[0]), found[1])


def add(session: Session, appointment: Appointment) -> None:
    session.add(CaseAppointmentRow(**asdict(appointment)))


async def save(session: Session, appointment: Appointment) -> None:
    row = await session.get_one(CaseAppointmentRow, appointment.id)
    row.sqlmodel_update(asdict(appointment))
    await session.flush()


async def forget_people(session: Session, case_id: UUID) -> None:
    """When and what stays for the report; who came does not."""
    query = update(CaseAppointmentRow).where(col(CaseAppointmentRow.case_id) == case_id)
    await session.exec(query.values(participants="", place=""))


def appointment_of(row: CaseAppointmentRow) -> Appointment:
    values = row.model_dump()
    values |= {"kind": AppointmentKind(row.kind), "state": AppointmentState(row.state)}
    return Appointment(**values)
