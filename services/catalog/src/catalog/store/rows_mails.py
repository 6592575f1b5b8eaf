"""Mails that wait to be sent, and what became of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row

_NOW = {"server_default": sql("now()")}
_EMPTY = {"server_default": ""}


class MailRow(Row, table=True):
    """Queued as facts; written out when it is sent, so that queueing costs one small row."""

    __tablename__ = "mail"
    __table_args__ = (
        Index(
            "mail_waiting",
            "available_at",
            postgresql_where=sql("sent_at IS NULL AND given_up_at IS NULL"),
        ),
        Index("mail_by_age", "created_at"),
        # The few that never arrived, for whoever looks after the market.
        Index("mail_given_up", "given_up_at", postgresql_where=sql("given_up_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    kind: str
    to_address: str
    language: str
    shop_id: UUID | None = Field(foreign_key="shop.id")
    facts: dict[str, Any] = Field(sa_type=JSONB)
    dedupe_key: str = Field(unique=True)
    created_at: datetime = Field(sa_type=DateTime(timezone=True), sa_column_kwargs=_NOW)
    available_at: datetime = Field(sa_type=DateTime(timezone=True), sa_column_kwargs=_NOW)
    attempts: int = Field(sa_column_kwargs={"server_default": "0"})
    sent_at: datetime | None = Field(sa_type=DateTime(timezone=True))
    given_up_at: datetime | None = Field(sa_type=DateTime(timezone=True))
    error: str | None
    subject: str = Field(sa_column_kwargs=_EMPTY)
    text: str = Field(sa_column_kwargs=_EMPTY)
    html: str = Field(sa_column_kwargs=_EMPTY)
