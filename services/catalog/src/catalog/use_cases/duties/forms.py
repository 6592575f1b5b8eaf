"""What reporters, operators and shops send."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from marketkit.errors import FieldError, InvalidError
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from catalog.domain.duties.decision import Ground, Measure
from catalog.domain.duties.recall import MOST_PRODUCTS, Source
from catalog.use_cases.texts import FilledLine, Form, Line, Mail, Paragraphs, Word

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST_AHEAD: Final = timedelta(days=365)


def _text(longest: int, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


Words = Annotated[Paragraphs, _text(4000)]
FilledWords = Annotated[Paragraphs, _text(4000, 1)]


class NoticeForm(Form):
    subject: Annotated[str, _text(60)]
    """`product:<id>`, `shop:<id>` or `picture:<id>`."""
    reason: Word
    explanation: Words
    place: Line = ""
    """Where exactly, in the reporter's words or as an address."""
    name: Annotated[Line, _text(120)] = ""
    email: Mail = ""
    good_faith: bool = False
    danger_to_life: bool = False


class ComplaintForm(Form):
    words: Annotated[Paragraphs, _text(4000, 10)]


class DecisionForm(Form):
    measure: Measure
    ground: Ground = Ground.LAW
    basis: Line = ""
    facts: Words = ""
    days: Annotated[int, Field(ge=1, le=90)] | None = None
    """Until when to put it right, in calendar days."""


class ComplaintDecisionForm(Form):
    reverse: bool
    """Take back what was restricted."""
    facts: FilledWords
    measure: Measure | None = None
    """On a reporter's complaint: what is to be done after all."""
    basis: Line = ""
    days: Annotated[int, Field(ge=1, le=90)] | None = None


class LiftForm(Form):
    facts: FilledWords


class RecalledProductForm(Form):
    product_id: UUID
    variant_id: UUID | None = None


def _not_in_far_years(day: date) -> date:
    if not date(2000, 1, 1) <= day <= date(2100, 1, 1):
        message = "Dieses Datum liegt zu weit weg."
        raise ValueError(message)
    return day


Day = Annotated[date, AfterValidator(_not_in_far_years)]


class RecallTextForm(Form):
    title: FilledLine
    danger: FilledWords
    action: FilledWords
    remedy: FilledWords
    contact: FilledWords


class RecallForm(RecallTextForm):
    products: Annotated[list[RecalledProductForm], Field(min_length=1, max_length=MOST_PRODUCTS)]
    source: Source = Source.MAKER
    reference: Line = ""
    received_at: AwareDatetime | None = None
    batch: Word = ""
    sold_from: Day | None = None
    sold_to: Day | None = None


class CorrectionForm(RecallTextForm):
    mail: bool = False
    """Whether buyers are written to once more."""


class TakedownForm(Form):
    source: Source
    authority: FilledLine
    order_number: FilledLine
    subject: FilledLine
    received_at: AwareDatetime


class DoneForm(Form):
    note: Words = ""
    done_at: AwareDatetime | None = None


def received(at: datetime | None, now: datetime, field: str = "received_at") -> datetime:
    """Nothing has arrived tomorrow; another century is a slip of the hand, and is said."""
    if at is not None and not _EARLIEST <= at <= now + _LATEST_AHEAD:
        error = FieldError(field, "Dieses Datum liegt zu weit weg.")
        raise InvalidError(errors=[error])
    return min(at or now, now)
