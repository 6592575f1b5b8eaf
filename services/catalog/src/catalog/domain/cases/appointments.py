"""Visits, and the rooms and workshops that businesses come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from marketkit.errors import ConflictError, FieldError, InvalidError, NotFoundError

LONGEST = timedelta(days=3)


class AppointmentKind(StrEnum):
    SHOP_VISIT = "shop_visit"
    PHOTO_STUDIO = "photo_studio"
    MAKERSPACE = "makerspace"
    WORKSHOP = "workshop"


ONE_AT_A_TIME = frozenset({AppointmentKind.PHOTO_STUDIO, AppointmentKind.MAKERSPACE})
"""There is one of each, so two cannot be in it."""


class AppointmentState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


_ONWARD: Mapping[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.PLANNED: frozenset({AppointmentState.HELD, AppointmentState.CANCELLED}),
    # A slip of the finger can be taken back; then it is planned again.
    AppointmentState.HELD: frozenset({AppointmentState.PLANNED}),
    AppointmentState.CANCELLED: frozenset({AppointmentState.PLANNED}),
}


class NoSuchAppointmentError(NotFoundError):
    code = "appointment_not_found"
    message = "Diesen Termin gibt es nicht."


class RoomTakenError(ConflictError):
    code = "room_taken"
    message = "Zu dieser Zeit ist der Raum schon vergeben."


class AppointmentSettledError(ConflictError):
    code = "appointment_settled"
    message = "Dieser Termin ist schon abgeschlossen oder abgesagt."


@dataclass(frozen=True, slots=True)
class Appointment:
    id: UUID
    case_id: UUID
    kind: AppointmentKind
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    updated_at: datetime
    title: str = ""
    place: str = ""
    participants: str = ""
    state: AppointmentState = AppointmentState.PLANNED
    created_by: UUID | None = None
    created_by_name: str = ""
    version: int = 1

    def __post_init__(self) -> None:
        if errors := list(_faults(self)):
            raise InvalidError(errors=errors)

    @property
    def needs_room(self) -> bool:
        return self.kind in ONE_AT_A_TIME and self.state is not AppointmentState.CANCELLED

    def overlaps(self, other: "Appointment") -> bool:
        """The end of one may be the start of the next."""
        return (
            self.needs_room
            and other.needs_room
            and self.kind is other.kind
            and self.starts_at < other.ends_at
            and other.starts_at < self.ends_at
        )

    def settle(self, state: AppointmentState, at: datetime) -> Self:
        """Held, cancelled, or planned again; to what it is already nothing happens."""
        if state is self.state:
            return self
        if state not in _ONWARD[self.state]:
            raise AppointmentSettledError
        return replace(self, state=state).changed(at)

    def changed(self, at: datetime) -> Self:
        return replace(self, version=self.version + 1, updated_at=at)


def _faults(appointment: Appointment) -> Iterable[FieldError]:
    if appointment.ends_at <= appointment.starts_at:
        yield FieldError("ends_at", "Das Ende liegt vor dem Anfang.")
    elif appointment.ends_at - appointment.starts_at > LONGEST:
        yield FieldError("ends_at", "Länger als drei Tage dauert kein Termin.")
    if appointment.kind is AppointmentKind.WORKSHOP and not appointment.title:
        yield FieldError("title", "Wie heißt der Workshop?")
