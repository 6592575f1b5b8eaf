"""The table of legal texts. It only grows: the database refuses to change or delete a row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row


class LegalTextRow(Row, table=True):
    __tablename__ = "legal_text"
    __table_args__ = (
        Index("legal_text_version", "shop_id", "kind", "version", unique=True),
        # Ids grow with time.
        Index("legal_text_of_shop", "shop_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    kind: str
    version: int
    title: str
    text: str
    digest: str
    template: str
    missing: list[Any] = Field(sa_type=JSONB)
    valid_from: datetime = Field(sa_type=DateTime(timezone=True))
