"""Notices, decisions, complaints, recalls and orders of authorities."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row


def _moment() -> Any:
    return Field(sa_type=DateTime(timezone=True))


class NoticeCaseRow(Row, table=True):
    """All notices about one thing until somebody decides; the only row of these that changes."""

    __tablename__ = "notice_case"
    __table_args__ = (
        # Of each thing one open case: what comes meanwhile joins it.
        Index(
            "notice_case_open",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=sql("status = 'open'"),
        ),
        # The queue: most dangerous, then oldest.
        Index("notice_case_queue", "status", sql("danger DESC"), "opened_at", "id"),
        Index("notice_case_of_shop", "shop_id"),
    )

    id: UUID = Field(primary_key=True)
    subject_kind: str
    subject_id: UUID
    product_id: UUID | None
    shop_id: UUID = Field(foreign_key="shop.id")
    title: str
    path: str
    opened_at: datetime = _moment()
    last_at: datetime = _moment()
    notices: int
    danger: int
    status: str
    taken_by: UUID | None
    taken_by_name: str
    taken_at: datetime | None = _moment()
    decided_at: datetime | None = _moment()


class NoticeRow(Row, table=True):
    """What was sent; the database refuses to change or delete a row."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("case_id", "fingerprint", name="notice_once"),
        Index("notice_by_time", "at"),
    )

    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    case_id: UUID = Field(foreign_key="notice_case.id")
    reason: str
    explanation: str
    place: str
    danger_to_life: bool
    good_faith: bool
    at: datetime = _moment()
    fingerprint: bytes = Field(sa_type=LargeBinary)


class ReporterRow(Row, table=True):
    """Who sent it: apart from the notice, so that people can be forgotten and the notice stays."""

    __tablename__ = "reporter"
    __table_args__ = (
        Index("reporter_by_sender", "sender", "at"),
        Index("reporter_by_age", "at"),
    )

    notice_id: UUID = Field(primary_key=True, foreign_key="notice.id")
    name: str
    email: str
    sender: bytes = Field(sa_type=LargeBinary)
    at: datetime = _moment()


class NoticeStepRow(Row, table=True):
    """What became of a case, step by step; the database refuses to change or delete a row."""

    __tablename__ = "notice_step"
    __table_args__ = (Index("notice_step_of_case", "case_id", "id"),)

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="notice_case.id")
    at: datetime = _moment()
    account_id: UUID | None
    account_name: str
    step: str
    note: str


class ModeratorRow(Row, table=True):
    """Operators who have been here: whether there is a second one to decide a complaint."""

    __tablename__ = "moderator"

    account_id: UUID = Field(primary_key=True)
    name: str
    seen_at: datetime = _moment()


class DecisionRow(Row, table=True):
    """The database refuses to change or delete a row."""

    __tablename__ = "moderation_decision"
    __table_args__ = (
        # A case is decided once, a complaint as well, and what is lifted stays lifted.
        Index("decision_first", "case_id", unique=True, postgresql_where=sql("kind = 'first'")),
        Index(
            "decision_of_complaint",
            "complaint_id",
            unique=True,
            postgresql_where=sql("complaint_id IS NOT NULL"),
        ),
        Index("decision_reversal", "case_id", unique=True, postgresql_where=sql("reverses")),
        Index("decision_of_case", "case_id", "id"),
        Index("decision_of_shop", "shop_id", "id"),
        Index("decision_by_time", "at"),
    )

    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    case_id: UUID = Field(foreign_key="notice_case.id")
    shop_id: UUID = Field(foreign_key="shop.id")
    kind: str
    measure: str
    ground: str
    basis: str
    facts: str
    title: str
    at: datetime = _moment()
    decided_by: UUID
    decided_by_name: str
    deadline: date | None
    complain_until: date | None
    automated: bool
    effects: dict[str, Any] = Field(sa_type=JSONB)
    complaint_id: UUID | None
    reverses: bool


class RemovedPictureRow(Row, table=True):
    """The files of a picture that was taken away, in case a complaint brings it back."""

    __tablename__ = "removed_picture"

    decision_id: UUID = Field(primary_key=True, foreign_key="moderation_decision.id")
    file: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class ComplaintRow(Row, table=True):
    """The database refuses to change or delete a row; the answer is a decision of its own."""

    __tablename__ = "complaint"
    __table_args__ = (
        UniqueConstraint("decision_id", "party", name="complaint_once"),
        Index("complaint_of_case", "case_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    decision_id: UUID = Field(foreign_key="moderation_decision.id")
    case_id: UUID = Field(foreign_key="notice_case.id")
    party: str
    """`shop`, or the id of the notice whose reporter complains."""
    words: str
    at: datetime = _moment()
    account_id: UUID | None
    account_name: str


class RecallRow(Row, table=True):
    __tablename__ = "recall"
    __table_args__ = (
        Index(
            "recall_public",
            sql("published_at DESC"),
            sql("id DESC"),
            postgresql_where=sql("status <> 'draft'"),
        ),
    )

    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    source: str
    reference: str
    received_at: datetime = _moment()
    due_on: date | None
    by_shop: bool
    batch: str
    sold_from: date | None
    sold_to: date | None
    status: str
    version: int
    created_at: datetime = _moment()
    created_by: UUID
    created_by_name: str
    published_at: datetime | None = _moment()
    ended_at: datetime | None = _moment()


class RecallProductRow(Row, table=True):
    __tablename__ = "recall_product"
    __table_args__ = (
        Index("recall_of_product", "product_id"),
        Index("recall_of_shop", "shop_id", "recall_id"),
    )

    recall_id: UUID = Field(primary_key=True, foreign_key="recall.id")
    position: int = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="product.id")
    shop_id: UUID = Field(foreign_key="shop.id")
    title: str
    variant_id: UUID | None
    variant: str


class RecallTextRow(Row, table=True):
    """Each version of the words; the database refuses to change or delete a row."""

    __tablename__ = "recall_text"

    recall_id: UUID = Field(primary_key=True, foreign_key="recall.id")
    version: int = Field(primary_key=True)
    title: str
    danger: str
    action: str
    remedy: str
    contact: str
    at: datetime = _moment()
    account_id: UUID
    account_name: str
    mailed: bool


class TakedownOrderRow(Row, table=True):
    """What an authority demanded; the database refuses to change or delete a row."""

    __tablename__ = "takedown_order"
    __table_args__ = (
        UniqueConstraint("authority", "order_number", name="takedown_once"),
        Index("takedown_by_due", "due_on", "id"),
    )

    id: UUID = Field(primary_key=True)
    source: str
    authority: str
    order_number: str
    subject: str
    received_at: datetime = _moment()
    due_on: date
    entered_at: datetime = _moment()
    entered_by: UUID
    entered_by_name: str


class TakedownDoneRow(Row, table=True):
    """When it was done, and by whom; the database refuses to change or delete a row."""

    __tablename__ = "takedown_done"

    order_id: UUID = Field(primary_key=True, foreign_key="takedown_order.id")
    at: datetime = _moment()
    account_id: UUID
    account_name: str
    note: str
