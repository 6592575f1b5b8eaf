"""The tables as SQLModel rows; Alembic compares them with the migrations."""

from datetime import datetime
from uuid import UUID

from marketkit.clock import new_id
from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Index, LargeBinary, Text, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


def _moment() -> Column[datetime]:
    return Column(DateTime(timezone=True), nullable=False, server_default=text("now()"))


class Row(SQLModel, registry=registry()):
    """A registry of its own lets four services share one process."""


class AccountRow(Row, table=True):
    __tablename__ = "accounts"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    password_hash: str = Field(sa_type=Text)
    roles: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    version: int = Field(default=1, sa_type=BigInteger)
    created_at: datetime = Field(default=None, sa_column=_moment())


class SessionRow(Row, table=True):
    """A signed-in browser. Reading one by its key is the hottest query of the gateway."""

    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_account", "account_id"), Index("sessions_end", "ends_at"))

    key_hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", ondelete="CASCADE")
    created_at: datetime = Field(default=None, sa_column=_moment())
    seen_at: datetime = Field(default=None, sa_column=_moment())
    ends_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class ApiTokenRow(Row, table=True):
    """A program that acts for an account."""

    __tablename__ = "api_tokens"
    __table_args__ = (Index("api_tokens_account", "account_id", "created_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    key_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    account_id: UUID = Field(foreign_key="accounts.id", ondelete="CASCADE")
    name: str = Field(sa_type=Text)
    created_at: datetime = Field(default=None, sa_column=_moment())


class ShopStaffRow(Row, table=True):
    """Our copy of the catalogue's staff lists, fed by `catalog.staff.changed`."""

    __tablename__ = "shop_staff"
    __table_args__ = (Index("shop_staff_account", "account_id"),)

    shop_id: UUID = Field(primary_key=True)
    account_id: UUID = Field(primary_key=True)
    role: str = Field(sa_type=Text)


class StaffVersionRow(Row, table=True):
    """The newest staff list applied per shop; older ones are ignored."""

    __tablename__ = "staff_versions"

    shop_id: UUID = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)


class LoginBucketRow(Row, table=True):
    """A token bucket per address and per account name, shared by all gateway processes."""

    __tablename__ = "login_buckets"
    __table_args__ = (Index("login_buckets_age", "refilled_at"),)

    key: str = Field(sa_type=Text, primary_key=True)
    tokens: float
    refilled_at: datetime = Field(default=None, sa_column=_moment())


class WeekKeyRow(Row, table=True):
    """Counts searchers without knowing them; lives as long as its week."""

    __tablename__ = "week_keys"

    week: str = Field(sa_type=Text, primary_key=True)
    key: bytes = Field(sa_type=LargeBinary)


class PasswordLinkRow(Row, table=True):
    """A link by which an account's new password may be set, once."""

    __tablename__ = "password_links"
    __table_args__ = (
        Index("password_links_account", "account_id"),
        Index("password_links_end", "ends_at"),
    )

    key_hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", ondelete="CASCADE")
    created_at: datetime = Field(default=None, sa_column=_moment())
    ends_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class MailRow(Row, table=True):
    """A mail about an account; it goes when the account goes."""

    __tablename__ = "mail"
    __table_args__ = (
        Index(
            "mail_due",
            "available_at",
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
        Index("mail_account", "account_id"),
        Index("mail_age", "created_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id", ondelete="CASCADE")
    kind: str = Field(sa_type=Text)
    to_address: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    link: str | None = Field(sa_type=Text, nullable=True)
    """The key in it opens something: forgotten as soon as the mail is out."""
    created_at: datetime = Field(default=None, sa_column=_moment())
    available_at: datetime = Field(default=None, sa_column=_moment())
    attempts: int = Field(sa_column_kwargs={"server_default": text("0")})
    sent_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
    given_up_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
    error: str | None = Field(sa_type=Text, nullable=True)
    subject: str | None = Field(sa_type=Text, nullable=True)
    body: str | None = Field(sa_column=Column("text", Text, nullable=True))
    html: str | None = Field(sa_type=Text, nullable=True)
