"""The shapes of answers about notices, decisions, recalls and orders of authorities."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from catalog.domain.duties.decision import DecisionKind, Ground, Measure
from catalog.domain.duties.notice import SubjectKind
from catalog.domain.duties.recall import RecallStatus, Source
from catalog.http.shapes import Shape


class ReasonShape(Shape):
    key: str
    name: str
    law: str
    anonymous: bool


class PoliceShape(Shape):
    phone: str
    name: str
    law: str


class SubjectShape(Shape):
    subject: str
    kind: SubjectKind
    title: str
    path: str
    shop_name: str
    shop_slug: str


class NoticeFormShape(Shape):
    subject: SubjectShape
    reasons: list[ReasonShape]
    police: PoliceShape
    shortest_explanation: int


class ReceivedShape(Shape):
    number: str
    received_at: datetime
    subject: str
    token: str
    """Opens `GET /notices/{token}` without an account."""


class SaidShape(Shape):
    number: str
    at: datetime
    said: str
    facts: str
    automated: bool
    complain_until: date | None
    remedies: str


class NoticeComplaintShape(Shape):
    number: str
    at: datetime
    words: str
    answer: SaidShape | None


class NoticeStatusShape(Shape):
    number: str
    subject: str
    path: str
    reason: str
    explanation: str
    received_at: datetime
    status: Literal["received", "in_review", "decided"]
    decision: SaidShape | None
    may_complain: bool
    complaint: NoticeComplaintShape | None


class ComplaintReceivedShape(Shape):
    id: UUID
    number: str
    at: datetime


class QueuedCaseShape(Shape):
    id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    title: str
    path: str
    opened_at: datetime
    last_at: datetime
    notices: int
    danger: int
    status: Literal["open", "decided"]
    taken_by: UUID | None
    taken_by_name: str
    decided_at: datetime | None
    shop_slug: str
    shop_name: str
    reasons: list[str]
    danger_to_life: bool
    complaints_open: int


class ReportShape(Shape):
    id: UUID
    number: str
    reason: str
    explanation: str
    place: str
    danger_to_life: bool
    at: datetime
    name: str
    email: str


class StepShape(Shape):
    at: datetime
    account_name: str
    step: str
    note: str


class DecisionShape(Shape):
    id: UUID
    number: str
    kind: DecisionKind
    measure: Measure
    ground: Ground
    basis: str
    facts: str
    at: datetime
    decided_by: UUID
    decided_by_name: str
    deadline: date | None
    complain_until: date | None
    reverses: bool
    complaint_id: UUID | None
    said: str


class ComplaintShape(Shape):
    id: UUID
    number: str
    decision_id: UUID
    party: str
    words: str
    at: datetime
    account_name: str
    notice_number: str | None
    answer_number: str | None


class CaseShape(Shape):
    id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    product_id: UUID | None
    title: str
    path: str
    opened_at: datetime
    last_at: datetime
    notices: int
    danger: int
    status: Literal["open", "decided"]
    taken_by: UUID | None
    taken_by_name: str
    decided_at: datetime | None
    shop_slug: str
    shop_name: str
    shop_status: str
    held_for: str
    product_status: str | None
    blocked_for: str | None
    earlier_restrictions: int
    danger_to_life: bool
    reasons: list[str]
    suggested_basis: str
    reports: list[ReportShape]
    steps: list[StepShape]
    decisions: list[DecisionShape]
    complaints: list[ComplaintShape]
    measures: list[Measure]
    in_force: UUID | None
    police: PoliceShape


class ShopComplaintShape(Shape):
    number: str
    at: datetime
    words: str


class ShopDecisionShape(Shape):
    id: UUID
    number: str
    kind: DecisionKind
    measure: Measure
    title: str
    at: datetime
    said: str
    facts: str
    basis: str
    automated: bool
    deadline: date | None
    remedies: str
    complain_until: date | None
    may_complain: bool
    complaint: ShopComplaintShape | None


class RecalledShape(Shape):
    product_id: UUID
    variant_id: UUID | None
    title: str
    variant: str
    shop_id: UUID
    shop_slug: str
    shop_name: str


class RecallTextShape(Shape):
    version: int
    at: datetime
    title: str
    danger: str
    action: str
    remedy: str
    contact: str
    mailed: bool


class RecallShape(Shape):
    id: UUID
    number: str
    status: RecallStatus
    title: str
    danger: str
    action: str
    remedy: str
    contact: str
    batch: str
    sold_from: date | None
    sold_to: date | None
    published_at: datetime | None
    ended_at: datetime | None
    version: int
    products: list[RecalledShape]


class InsideRecallShape(RecallShape):
    """What operators, and the shop that wrote it, see beside it."""

    source: Source | None = None
    reference: str | None = None
    received_at: datetime | None = None
    due_on: date | None = None
    by_shop: bool | None = None
    created_at: datetime | None = None
    created_by_name: str | None = None
    days_left: int | None = None
    """Working days; negative when it is overdue, null when no law sets a day."""
    overdue: bool | None = None


class WholeRecallShape(InsideRecallShape):
    versions: list[RecallTextShape]


class TakedownShape(Shape):
    id: UUID
    source: Source
    authority: str
    order_number: str
    subject: str
    received_at: datetime
    due_on: date
    entered_at: datetime
    entered_by_name: str
    done_at: datetime | None
    done_by: str | None
    note: str | None
    days_left: int | None
    overdue: bool


class TakedownIdShape(Shape):
    id: UUID


class ContactsShape(Shape):
    contacts: dict[str, dict[str, Any]]
    police: PoliceShape
