"""The operator's checklist in all its versions, what shops have shown, and their proofs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row


def _moment(**keywords: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **keywords)


class ChecklistDefinitionRow(Row, table=True):
    """One version of the whole checklist; the highest is the one that holds."""

    __tablename__ = "checklist_definition"

    version: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    source: str | None = Field(unique=True)
    """The region's file it came from; empty when an operator wrote it."""
    at: datetime = _moment()
    by_id: UUID | None
    by_name: str
    requirements: list[dict[str, Any]] = Field(sa_type=JSONB)


class CategoryTraitRow(Row, table=True):
    """What a shop does that sells something of this category; the region's files say so."""

    __tablename__ = "category_trait"

    category: str = Field(primary_key=True)
    trait: str = Field(primary_key=True)


class ChecklistItemRow(Row, table=True):
    __tablename__ = "checklist_item"
    __table_args__ = (
        # The queue of what waits for a look, oldest first.
        Index(
            "checklist_item_submitted",
            "submitted_at",
            "shop_id",
            "key",
            postgresql_where=sql("shown = 'submitted'"),
        ),
        Index(
            "checklist_item_ending",
            "valid_until",
            postgresql_where=sql("valid_until IS NOT NULL AND shown = 'accepted'"),
        ),
    )

    shop_id: UUID = Field(primary_key=True, foreign_key="shop.id")
    key: str = Field(primary_key=True)
    shown: str
    statement: str
    document_id: UUID | None = Field(foreign_key="proof_document.id")
    valid_until: date | None
    submitted_by: UUID | None
    submitted_name: str
    submitted_at: datetime | None = _moment()
    decided_by: UUID | None
    decided_name: str
    decided_at: datetime | None = _moment()
    reason: str
    waived_by: UUID | None
    waived_name: str
    waived_at: datetime | None = _moment()
    waiver_reason: str
    waived_until: date | None
    reminded: int | None
    version: int = Field(sa_type=BigInteger)


class ProofRow(Row, table=True):
    __tablename__ = "proof"
    __table_args__ = (
        Index("proof_to_check", "next_check_at", postgresql_where=sql("next_check_at IS NOT NULL")),
        Index("proof_ending", "valid_until", postgresql_where=sql("valid_until IS NOT NULL")),
    )

    shop_id: UUID = Field(primary_key=True, foreign_key="shop.id")
    kind: str = Field(primary_key=True)
    number: str
    state: str
    document_id: UUID | None = Field(foreign_key="proof_document.id")
    valid_until: date | None
    checked_at: datetime | None = _moment()
    by_id: UUID | None
    by_name: str
    note: str
    version: int = Field(sa_type=BigInteger)
    next_check_at: datetime | None = _moment()
    reminded: int | None
    updated_at: datetime = _moment()


class ProofCheckRow(Row, table=True):
    """Each answer of a public register, kept as evidence (§ 25e UStG)."""

    __tablename__ = "proof_check"
    __table_args__ = (Index("proof_checks_of_shop", "shop_id", "kind", "id"),)

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    kind: str
    number: str
    at: datetime = _moment()
    outcome: str
    consultation: str
    """The number by which the register remembers that it was asked."""
    said: str


class ProofDocumentRow(Row, table=True):
    """A document somebody uploaded; its bytes lie among the files, under a name of ours."""

    __tablename__ = "proof_document"
    __table_args__ = (Index("proof_document_of_shop", "shop_id", "fingerprint", unique=True),)

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    file: str
    media_type: str
    size: int
    fingerprint: bytes = Field(sa_type=LargeBinary)
    at: datetime = _moment()
    by_id: UUID
    by_name: str
