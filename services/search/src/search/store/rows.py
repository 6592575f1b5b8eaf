"""The tables. Rows carry no rules."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Row(SQLModel, registry=registry()):
    """This service's own registry, so that several services may share one process."""


class ProductSnapshotRow(Row, table=True):
    """A product as the catalogue last told it; `seq` rises with each change around it."""

    __tablename__ = "product_snapshot"
    __table_args__ = (
        Index("product_snapshot_seq", "seq"),
        Index("product_snapshot_shop", "shop_id"),
    )

    product_id: UUID = Field(primary_key=True)
    shop_id: UUID
    version: int = Field(sa_type=BigInteger)
    doc: dict[str, Any] | None = Field(sa_type=JSONB, nullable=True)
    deleted: bool
    seq: int = Field(sa_type=BigInteger)


class ShopSnapshotRow(Row, table=True):
    """`seq` rises with each change, also when a state is told again in the same version."""

    __tablename__ = "shop_snapshot"
    __table_args__ = (Index("shop_snapshot_seq", "seq"),)

    shop_id: UUID = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)
    doc: dict[str, Any] = Field(sa_type=JSONB)
    seq: int = Field(sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")})


class StockSnapshotRow(Row, table=True):
    __tablename__ = "stock_snapshot"
    __table_args__ = (Index("stock_snapshot_product", "product_id"),)

    variant_id: UUID = Field(primary_key=True)
    product_id: UUID
    version: int = Field(sa_type=BigInteger)
    available: int | None
    on_order: bool


class IndexCursorRow(Row, table=True):
    """How far an engine that outlives processes has followed, and with which settings."""

    __tablename__ = "index_cursor"

    engine: str = Field(sa_type=Text, primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    fingerprint: str = Field(sa_type=Text)


class FormerIndexRow(Row, table=True):
    """The index before the last swap, kept for a day."""

    __tablename__ = "former_index"

    engine: str = Field(sa_type=Text, primary_key=True)
    name: str = Field(sa_type=Text)
    seq: int = Field(sa_type=BigInteger)
    fingerprint: str = Field(sa_type=Text)
    kept_at: datetime = Field(
        sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": text("now()")}
    )


class IndexWishRow(Row, table=True):
    """What the operator asked of whoever leads the index."""

    __tablename__ = "index_wish"
    __table_args__ = (CheckConstraint("wish IN ('rebuild', 'back')"),)

    engine: str = Field(sa_type=Text, primary_key=True)
    wish: str = Field(sa_type=Text)
    asked_at: datetime = Field(
        sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": text("now()")}
    )


class ParkedDocumentRow(Row, table=True):
    """A document that an engine refuses; everything else goes on without it."""

    __tablename__ = "parked_document"

    engine: str = Field(sa_type=Text, primary_key=True)
    product_id: UUID = Field(primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    reason: str = Field(sa_type=Text)
    parked_at: datetime = Field(
        sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": text("now()")}
    )


class SearchedTermRow(Row, table=True):
    """How often something was searched in a week and municipality, and by how many people."""

    __tablename__ = "searched_term"
    __table_args__ = (
        Index(
            "searched_term_grown",
            "week",
            "municipality",
            "term",
            postgresql_where=text("searchers >= 3 AND searches > searches_told"),
        ),
        Index(
            "searched_term_unmet",
            "term",
            postgresql_where=text("searchers >= 3 AND zero_hits > 0"),
        ),
    )

    week: str = Field(sa_type=Text, primary_key=True)
    municipality: str = Field(sa_type=Text, primary_key=True)
    term: str = Field(sa_type=Text, primary_key=True)
    searches: int
    zero_hits: int
    searchers: int
    searches_told: int = Field(sa_column_kwargs={"server_default": text("0")})
    told_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
    version: int = Field(sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")})


class SearchMarkRow(Row, table=True):
    """That somebody searched for it: a mark nobody can trace back, and gone after two weeks."""

    __tablename__ = "search_mark"

    week: str = Field(sa_type=Text, primary_key=True)
    municipality: str = Field(sa_type=Text, primary_key=True)
    term: str = Field(sa_type=Text, primary_key=True)
    mark: str = Field(sa_type=Text, primary_key=True)


class SynonymRuleRow(Row, table=True):
    """A rule of the operator's, beside those of the region's file; removed ones are kept."""

    __tablename__ = "synonym_rule"
    __table_args__ = (
        Index(
            "synonym_rule_in_force", "key", unique=True, postgresql_where=text("removed_at IS NULL")
        ),
    )

    id: UUID = Field(primary_key=True)
    key: str = Field(sa_type=Text)
    left: list[str] = Field(sa_type=ARRAY(Text))
    right: list[str] = Field(sa_type=ARRAY(Text))
    two_way: bool
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    created_by: UUID
    removed_at: datetime | None = Field(sa_type=DateTime(timezone=True), nullable=True)
    removed_by: UUID | None = None


class DismissedTermRow(Row, table=True):
    """A proposal that the operator has turned down."""

    __tablename__ = "dismissed_term"

    id: UUID = Field(primary_key=True)
    term: str = Field(sa_type=Text)
    dismissed_at: datetime = Field(sa_type=DateTime(timezone=True))
    dismissed_by: UUID
