"""Cases, notes and appointments with everything right; tests change what matters to them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from catalog.domain.cases.appointments import Appointment, AppointmentKind
from catalog.domain.cases.case import BusinessKind, Case, Origin
from catalog.domain.cases.notes import Note
from marketkit.clock import new_id

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
AUTHOR = new_id()


def a_case(**changes: Any) -> Case:
    values: dict[str, Any] = {
        "id": new_id(),
        "name": "Korbflechterei Sonntag",
        "kind": BusinessKind.CRAFT,
        "place": "Kayna",
        "postal_code": "06724",
        "municipality": "Zeitz",
        "origin": Origin.VISIT,
        "created_at": NOW,
        "updated_at": NOW,
        "touched_at": NOW,
        "stage_since": NOW,
    }
    return Case(**(values | changes))


def a_note(**changes: Any) -> Note:
    values: dict[str, Any] = {
        "id": new_id(),
        "case_id": new_id(),
        "author_id": AUTHOR,
        "author_name": "Berta Beratung",
        "text": "Waage mitbringen",
        "created_at": NOW,
    }
    return Note(**(values | changes))


def an_appointment(**changes: Any) -> Appointment:
    values: dict[str, Any] = {
        "id": new_id(),
        "case_id": new_id(),
        "kind": AppointmentKind.PHOTO_STUDIO,
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=2),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Appointment(**(values | changes))
