"""Appointments: planned, moved, held or cancelled; a room never twice at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from marketkit.clock import HERE, new_id
from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError

from catalog.domain.cases.appointments import (
    Appointment,
    AppointmentKind,
    AppointmentSettledError,
    AppointmentState,
    RoomTakenError,
)
from catalog.domain.rights import Actor
from catalog.store import case_appointments, cases
from catalog.store.answers import moment
from catalog.use_cases.cases.access import case_to_change
from catalog.use_cases.cases.forms import AppointmentChanges, AppointmentForm
from catalog.use_cases.cases.once import claim_of, once
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version

FURTHEST = timedelta(days=730)
_ROOMS = {
    AppointmentKind.PHOTO_STUDIO: "Das Fotostudio",
    AppointmentKind.MAKERSPACE: "Der Makerspace",
}


async def plan_appointment(
    case_id: UUID, form: AppointmentForm, actor: Actor, key: str | None, around: Surroundings
) -> UUID:
    """Raises RoomTakenError naming who is in it."""
    _check_near(form.starts_at, form.ends_at, around)
    async with around.db.session() as session:
        case = await case_to_change(session, case_id, actor)

        async def make() -> UUID:
            now = around.clock.now()
            planned = Appointment(
                id=new_id(),
                case_id=case_id,
                created_at=now,
                updated_at=now,
                created_by=actor.id,
                created_by_name=actor.name,
                **form.model_dump(),
            )
            await _check_free(session, planned)
            case_appointments.add(session, planned)
            await cases.save(session, case.changed(now))
            return planned.id

        return await once(
            claim_of(session, actor, f"appointments of {case_id}", key),
            form,
            around.clock.now(),
            make,
        )


async def change_appointment(
    case_id: UUID,
    appointment_id: UUID,
    form: AppointmentChanges,
    actor: Actor,
    expected: int | None,
    around: Surroundings,
) -> None:
    """Only what is planned can be moved; held or cancelled can be taken back first."""
    sent = {name: value for name, value in form.sent().items() if value is not None}
    async with around.db.session() as session:
        case = await case_to_change(session, case_id, actor)
        before = await case_appointments.get(session, case_id, appointment_id)
        check_version(before.version, expected)
        changed = _apply(before, sent, around)
        if changed == before:
            return
        await _check_free(session, changed)
        await case_appointments.save(session, changed)
        await cases.save(session, case.changed(around.clock.now()))


def _apply(before: Appointment, sent: dict[str, Any], around: Surroundings) -> Appointment:
    now = around.clock.now()
    state = sent.pop("state", before.state)
    changed = replace(before, **sent)
    if changed != before:
        _check_near(changed.starts_at, changed.ends_at, around)
        if AppointmentState.PLANNED not in {before.state, state}:
            raise AppointmentSettledError
        changed = changed.changed(now)
    return changed.settle(state, now)


async def _check_free(session: Session, wanted: Appointment) -> None:
    if found := await case_appointments.in_the_way(session, wanted):
        other, business = found
        start, end = (at.astimezone(HERE) for at in (other.starts_at, other.ends_at))
        until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%d.%m. %H:%M}"
        message = (
            f"{_ROOMS[wanted.kind]} ist am {start:%d.%m.%Y} von {start:%H:%M} bis {until} Uhr "
            f"schon für {business} vergeben."
        )
        raise RoomTakenError(
            message, starts_at=moment(other.starts_at), ends_at=moment(other.ends_at)
        )


def _check_near(starts_at: datetime, ends_at: datetime, around: Surroundings) -> None:
    now = around.clock.now()
    years = range(now.year - 3, now.year + 4)
    for name, at in (("starts_at", starts_at), ("ends_at", ends_at)):
        # The year first: whoever types 0001 must not end in an overflow.
        if at.year not in years or abs(at - now) > FURTHEST:
            hint = "Das liegt mehr als zwei Jahre entfernt. Bitte das Datum prüfen."
            raise InvalidError(errors=[FieldError(name, hint)])
