"""What is typed about a business, its people and its appointments."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from catalog.domain.cases.appointments import AppointmentKind, AppointmentState
from catalog.domain.cases.case import BusinessKind, Origin
from catalog.domain.cases.stages import CaseStage, DropReason
from catalog.use_cases.texts import FilledLine, Form, Line, Mail, Name, Paragraphs, Word

Preferred = Literal["", "phone", "email", "visit"]
MaybePostalCode = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(?:\d{5})?$")]


def _some_text(text: str) -> str:
    if not text:
        message = "Bitte etwas aufschreiben."
        raise ValueError(message)
    return text


NoteText = Annotated[Paragraphs, AfterValidator(_some_text)]


class _Changes(Form):
    def sent(self) -> dict[str, Any]:
        """The fields that were really in the request."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class ContactForm(Form):
    name: FilledLine
    role: Line = ""
    phone: Line = ""
    email: Mail = ""
    preferred: Preferred = ""


class ContactChanges(_Changes):
    name: FilledLine = ""
    role: Line = ""
    phone: Line = ""
    email: Mail = ""
    preferred: Preferred = ""


class CaseForm(Form):
    """A first contact: what one knows after two minutes on the phone."""

    name: Name
    kind: BusinessKind
    place: FilledLine
    postal_code: MaybePostalCode = ""
    origin: Origin
    occasion: Line = ""
    next_step: Line = ""
    next_step_on: date | None = None
    contacts: Annotated[tuple[ContactForm, ...], Field(max_length=5)] = ()


class CaseChanges(_Changes):
    name: Name = ""
    kind: BusinessKind = BusinessKind.RETAIL
    place: FilledLine = ""
    postal_code: MaybePostalCode = ""
    origin: Origin = Origin.OTHER
    occasion: Line = ""
    next_step: Line = ""
    next_step_on: date | None = None


class MoveForm(Form):
    stage: CaseStage
    reason: DropReason | None = None
    words: Line = ""


class HandForm(Form):
    advisor_id: UUID


class CaseShopForm(Form):
    """What a shop needs that a case does not know."""

    street: FilledLine
    postal_code: MaybePostalCode = ""
    kind: Word = ""


class NoteForm(Form):
    text: NoteText


class AppointmentForm(Form):
    kind: AppointmentKind
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    title: Line = ""
    place: Line = ""
    participants: Line = ""


class AppointmentChanges(_Changes):
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    title: Line = ""
    place: Line = ""
    participants: Line = ""
    state: AppointmentState | None = None


class RemovalForm(Form):
    reason: FilledLine
