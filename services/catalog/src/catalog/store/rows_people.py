"""Mandates and their history, invitations, and businesses that ask to come."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row


def _moment() -> Any:
    return Field(sa_type=DateTime(timezone=True))


class MandateRow(Row, table=True):
    __tablename__ = "mandate"
    __table_args__ = (
        # Of each advisor and shop: one open question, and one that was decided last.
        Index(
            "mandate_asked",
            "shop_id",
            "advisor_id",
            unique=True,
            postgresql_where=sql("state = 'asked'"),
        ),
        Index(
            "mandate_decided",
            "shop_id",
            "advisor_id",
            unique=True,
            postgresql_where=sql("state IN ('granted', 'withdrawn')"),
        ),
        # Answers "which shops may this advisor work for".
        Index("mandate_of_advisor", "advisor_id", "shop_id"),
    )

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    advisor_id: UUID
    advisor_name: str
    advisor_email: str
    actions: list[str] = Field(sa_type=JSONB)
    until: datetime = _moment()
    contact: str
    state: str
    wording: str
    asked_at: datetime = _moment()
    decided_at: datetime | None = _moment()
    decided_by: str


class MandateKeyRow(Row, table=True):
    """What opens a mandate's page without an account: a link, or a short code to type."""

    __tablename__ = "mandate_key"
    __table_args__ = (Index("mandate_key_of_mandate", "mandate_id"),)

    code_hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    mandate_id: UUID = Field(foreign_key="mandate.id")
    short: bool
    expires_at: datetime = _moment()


class MandateStepRow(Row, table=True):
    """Who agreed to what, and when; the database refuses to change or delete a row."""

    __tablename__ = "mandate_step"
    __table_args__ = (Index("mandate_step_of_shop", "shop_id", "id"),)

    id: UUID = Field(primary_key=True)
    mandate_id: UUID = Field(foreign_key="mandate.id")
    shop_id: UUID = Field(foreign_key="shop.id")
    at: datetime = _moment()
    step: str
    by_account: UUID | None
    by_name: str
    advisor_name: str
    actions: list[str] = Field(sa_type=JSONB)
    until: datetime = _moment()
    wording: str


class InvitationRow(Row, table=True):
    __tablename__ = "invitation"
    __table_args__ = (Index("invitation_of_shop", "shop_id", "created_at"),)

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    code_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    email: str
    role: str
    invited_by: UUID
    invited_by_name: str
    created_at: datetime = _moment()
    expires_at: datetime = _moment()
    accepted_by: UUID | None
    accepted_at: datetime | None = _moment()


class ApplicationRow(Row, table=True):
    """Remembers who asked to come, so that the same form twice opens one case."""

    __tablename__ = "application"
    __table_args__ = (
        # Answers how many came from there within the hour; after a day nobody asks any more.
        Index(
            "application_by_sender",
            "sender",
            "created_at",
            postgresql_where=sql("sender IS NOT NULL"),
        ),
    )

    fingerprint: bytes = Field(sa_type=LargeBinary, primary_key=True)
    """Of what was sent and the day."""
    case_id: UUID
    created_at: datetime = _moment()
    sender: bytes | None = Field(sa_type=LargeBinary)
    """Where it came from, marked; forgotten after a day."""
