"""What is typed about mandates, people and businesses that want to come."""

from datetime import date
from typing import Annotated

from marketkit.errors import FieldError, InvalidError
from pydantic import Field, StringConstraints

from catalog.domain.cases.case import BusinessKind
from catalog.domain.handover_check import Block
from catalog.domain.invitation import Role
from catalog.domain.mandate import Action
from catalog.use_cases.texts import FilledLine, Form, Line, Mail, Name, Paragraphs, Word

Actions = Annotated[tuple[Action, ...], Field(max_length=len(Action))]
Note = Annotated[Paragraphs, StringConstraints(max_length=2000)]


class MandateForm(Form):
    """`contact`: the address at which the business is asked; without one the code is told."""

    actions: Actions
    until: date
    contact: Mail = ""


class MandateChanges(Form):
    actions: Actions | None = None
    until: date | None = None


class ConsentForm(Form):
    """`wording`: the version of the words that were read."""

    name: FilledLine
    wording: Word
    email: Mail = ""


class NameForm(Form):
    name: Line = ""


class GivenMandate(Form):
    actions: Actions
    until: date
    wording: Word


class AcceptForm(Form):
    """`mandate`: given; null or unsaid: none. What was agreed to before the owner came ends."""

    mandate: GivenMandate | None = None


class CheckForm(Form):
    block: Block
    ok: bool
    note: Note = ""


class InvitationForm(Form):
    email: Annotated[Mail, StringConstraints(min_length=3)]
    role: Role


class RoleForm(Form):
    role: Role


class ApplicationForm(Form):
    """A business that wants to come; a way to answer it is needed."""

    name: Name
    kind: BusinessKind
    place: FilledLine
    contact: FilledLine
    email: Mail = ""
    phone: Line = ""
    sells: FilledLine

    def check_reachable(self) -> None:
        if not self.email and not self.phone:
            message = "Wie erreichen wir Sie? E-Mail oder Telefon genügt."
            raise InvalidError(errors=[FieldError("email", message)])


class WordingForm(Form):
    wording: Word
