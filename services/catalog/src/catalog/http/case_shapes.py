"""The shapes of answers about cases, for the API's description."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from catalog.domain.cases.appointments import AppointmentKind, AppointmentState
from catalog.domain.cases.case import BusinessKind, Origin
from catalog.domain.cases.stages import CaseStage, DropReason
from catalog.http.shapes import Shape


class LightShape(Shape):
    state: Literal["ok", "mid", "stop"]
    sentence: str


class CaseItemShape(Shape):
    id: UUID
    name: str
    kind: BusinessKind
    place: str
    postal_code: str
    municipality: str
    origin: Origin
    advisor_id: UUID | None
    advisor_name: str
    stage: CaseStage
    stage_since: datetime
    touched_at: datetime
    drop_reason: DropReason | None
    next_step: str
    next_step_on: date | None
    stale: bool
    """Nobody has touched it for two weeks."""
    overdue: bool
    """The day of the next step has passed."""
    shop_slug: str | None
    shop_status: Literal["draft", "live", "paused"] | None
    light: LightShape | None
    version: int


class ColumnShape(Shape):
    stage: CaseStage
    count: int
    urgent: int
    items: list[CaseItemShape]
    next: str | None


class AdvisorShape(Shape):
    id: UUID
    name: str


class BoardShape(Shape):
    columns: list[ColumnShape]
    advisors: list[AdvisorShape]
    me: UUID | None


class CaseShopShape(Shape):
    id: UUID
    slug: str
    name: str
    status: Literal["draft", "live", "paused"]
    stage: Literal["preparing", "handed_over"]
    advisor_id: UUID | None
    advisor_name: str


class ContactShape(Shape):
    id: UUID
    name: str
    role: str
    phone: str
    email: str
    preferred: Literal["", "phone", "email", "visit"]


class AppointmentShape(Shape):
    id: UUID
    case_id: UUID
    kind: AppointmentKind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    participants: str
    state: AppointmentState
    created_by_name: str
    updated_at: datetime
    version: int


class ComingShape(AppointmentShape):
    case_name: str
    advisor_name: str


class DocumentShape(Shape):
    id: UUID
    title: str
    kind: Literal["pdf", "picture"]
    size: int
    uploaded_by_name: str
    uploaded_at: datetime


class CaseShape(Shape):
    id: UUID
    name: str
    kind: BusinessKind
    place: str
    postal_code: str
    municipality: str
    origin: Origin
    occasion: str
    advisor_id: UUID | None
    advisor_name: str
    stage: CaseStage
    stage_since: datetime
    created_at: datetime
    updated_at: datetime
    touched_at: datetime
    drop_reason: DropReason | None
    drop_words: str
    dropped_at: datetime | None
    next_step: str
    next_step_on: date | None
    stale: bool
    overdue: bool
    version: int
    shop: CaseShopShape | None
    light: LightShape | None
    moves: list[CaseStage]
    """Where it may go by hand now."""
    responsible: bool
    """Whether the caller may open its papers and make its shop."""
    contacts: list[ContactShape]
    appointments: list[AppointmentShape]
    """What is planned; the rest stands in the timeline."""
    documents: list[DocumentShape]


class TimelineShape(Shape):
    what: Literal["note", "stage", "appointment", "document"]
    id: UUID
    at: datetime
    until: datetime | None
    by: str
    text: str
    kind: str
    """The stage, the kind of appointment or the kind of document."""
    state: str
    before: str | None
    reason: str | None
    edited_at: datetime | None
    deleted_at: datetime | None
    version: int
    may_edit: bool
    may_restore: bool


class FeedShape(Shape):
    created_at: datetime | None


class NewFeedShape(Shape):
    url_path: str
