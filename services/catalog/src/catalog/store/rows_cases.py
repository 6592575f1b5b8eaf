"""The tables of advising: cases, their people, history, notes, appointments, documents, feeds."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field

from catalog.store.rows import Row


def _moment(**keywords: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **keywords)


def _version() -> Any:
    return Field(sa_type=BigInteger)


class CaseRow(Row, table=True):
    """A few hundred per region: texts are searched without an index of their own."""

    __tablename__ = "advisor_case"
    __table_args__ = (
        Index("case_by_stage", "stage", "touched_at"),
        Index("case_by_advisor", "advisor_id", "stage"),
        # The few whose people are to be forgotten some day.
        Index(
            "case_to_erase",
            "dropped_at",
            postgresql_where=sql("dropped_at IS NOT NULL AND erased_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    name: str
    kind: str
    place: str
    postal_code: str
    municipality: str
    origin: str
    occasion: str
    advisor_id: UUID | None
    advisor_name: str
    stage: str
    stage_since: datetime = _moment()
    drop_reason: str | None
    drop_words: str
    dropped_at: datetime | None = _moment()
    next_step: str
    next_step_on: date | None
    shop_id: UUID | None = Field(foreign_key="shop.id", unique=True)
    touched_at: datetime = _moment()
    erased_at: datetime | None = _moment()
    version: int = _version()
    created_at: datetime = _moment()
    updated_at: datetime = _moment()


class CaseContactRow(Row, table=True):
    __tablename__ = "case_contact"

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="advisor_case.id", index=True)
    name: str
    role: str
    phone: str
    email: str
    preferred: str


class CaseStageChangeRow(Row, table=True):
    """Only ever added to: the database itself refuses changes (see the migration)."""

    __tablename__ = "case_stage_change"
    __table_args__ = (Index("stage_changes_of_case", "case_id", "at"),)

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="advisor_case.id")
    at: datetime = _moment(index=True)
    before: str | None
    after: str
    cause: str
    reason: str | None
    account_id: UUID | None
    account_name: str


class CaseNoteRow(Row, table=True):
    __tablename__ = "case_note"
    __table_args__ = (
        Index("notes_of_case", "case_id", "created_at"),
        Index("note_deleted", "deleted_at", postgresql_where=sql("deleted_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="advisor_case.id")
    author_id: UUID
    author_name: str
    text: str
    created_at: datetime = _moment()
    edited_at: datetime | None = _moment()
    deleted_at: datetime | None = _moment()
    version: int = _version()


def _one_at_a_time(room: str) -> ExcludeConstraint:
    return ExcludeConstraint(
        (sql("tstzrange(starts_at, ends_at)"), "&&"),
        name=f"one_at_a_time_in_{room}",
        using="gist",
        where=sql(f"kind = '{room}' AND state <> 'cancelled'"),
    )


class CaseAppointmentRow(Row, table=True):
    __tablename__ = "case_appointment"
    __table_args__ = (
        Index("appointments_of_case", "case_id", "starts_at"),
        Index("appointments_by_day", "starts_at", "id"),
        _one_at_a_time("photo_studio"),
        _one_at_a_time("makerspace"),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="advisor_case.id")
    kind: str
    title: str
    starts_at: datetime = _moment()
    ends_at: datetime = _moment()
    place: str
    participants: str
    state: str
    created_by: UUID | None
    created_by_name: str
    version: int = _version()
    created_at: datetime = _moment()
    updated_at: datetime = _moment()


class CaseDocumentRow(Row, table=True):
    __tablename__ = "case_document"
    __table_args__ = (
        Index("documents_of_case", "case_id", "uploaded_at"),
        # The same file twice is one document.
        Index(
            "document_once",
            "case_id",
            "fingerprint",
            unique=True,
            postgresql_where=sql("removed_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="advisor_case.id")
    title: str
    name: str
    size: int
    fingerprint: str
    uploaded_by: UUID
    uploaded_by_name: str
    uploaded_at: datetime = _moment()
    removed_at: datetime | None = _moment()
    removed_by_name: str
    remove_reason: str


class CaseAdvisorRow(Row, table=True):
    """Who has worked at the board; a business can be handed to them."""

    __tablename__ = "case_advisor"

    account_id: UUID = Field(primary_key=True)
    name: str
    seen_at: datetime = _moment()


class CalendarFeedRow(Row, table=True):
    """Only a hash of the address is kept: a stolen database reads nobody's calendar."""

    __tablename__ = "calendar_feed"

    account_id: UUID = Field(primary_key=True)
    secret_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    created_at: datetime = _moment()
    last_seen: datetime = _moment()
    """When its advisor, still being one, last looked at board or calendar."""
