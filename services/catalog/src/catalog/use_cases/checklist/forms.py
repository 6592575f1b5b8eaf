"""What is typed about the checklist; the shapes of the request bodies."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from catalog.domain.checklist.requirement import BusinessType, Evidence, GivenBy, Requirement, Trait
from catalog.use_cases.texts import Form, Line, Paragraphs, Word

_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)


def _believable(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        message = "Dieses Datum kann nicht stimmen."
        raise ValueError(message)
    return day


Day = Annotated[date, AfterValidator(_believable)]
Reason = Annotated[Line, StringConstraints(min_length=3)]
Sentence = Annotated[Paragraphs, StringConstraints(max_length=1000)]
Number = Annotated[Line, StringConstraints(max_length=100)]


class DeclareForm(Form):
    valid_until: Day | None = None


class WaiveForm(Form):
    reason: Reason
    until: Day | None = None


class RejectForm(Form):
    reason: Reason


class QuestionForm(Form):
    question: Annotated[Sentence, StringConstraints(min_length=3)]


class TypeForm(Form):
    business_type: BusinessType


class ProofForm(Form):
    """A number, or just until when what was uploaded counts."""

    number: Number = ""
    valid_until: Day | None = None


class AnswerForm(Form):
    """One answer of several in one request."""

    key: Word
    number: Number = ""
    valid_until: Day | None = None
    waive: WaiveForm | None = None


class AnswersForm(Form):
    answers: Annotated[tuple[AnswerForm, ...], Field(min_length=1, max_length=80)]


class RequirementForm(Form):
    """One line of the checklist as the operator words it."""

    key: Word
    title: Line
    named: Line
    why: Sentence
    evidence: Evidence
    types: tuple[BusinessType, ...]
    plural: bool = False
    law: Line = ""
    where: Sentence = ""
    applies: Trait = Trait.ALWAYS
    field: Word = ""
    proof: Word = ""
    declaration: Sentence = ""
    while_open: Line = ""
    valid_months: Annotated[int, Field(ge=1, le=120)] | None = None
    blocks: bool = False
    voluntary: bool = False
    reviewed: bool = False
    waivable: bool = True
    given_by: GivenBy = GivenBy.SHOP
    retired: bool = False

    def requirement(self) -> Requirement:
        return Requirement(**{name: getattr(self, name) for name in type(self).model_fields})


class DefinitionForm(Form):
    requirements: Annotated[tuple[RequirementForm, ...], Field(max_length=200)]
