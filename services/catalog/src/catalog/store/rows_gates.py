"""The tables of looks before a sale and of ways back from a change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row

_OPEN = text("decision IS NULL")


def _moment(**keywords: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **keywords)


class ProductReviewRow(Row, table=True):
    """A product that somebody of the market looks at, and what they said."""

    __tablename__ = "product_review"
    __table_args__ = (
        Index("product_review_open", "product_id", unique=True, postgresql_where=_OPEN),
        Index("product_review_queue", "id", postgresql_where=_OPEN),
        Index("reviews_of_product", "product_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    product_id: UUID = Field(foreign_key="product.id")
    shop_id: UUID = Field(foreign_key="shop.id")
    reasons: dict[str, str] = Field(sa_type=JSONB)
    asked_at: datetime = _moment()
    asked_by: UUID | None
    decision: str | None = None
    statement: str = Field(default="", sa_column_kwargs={"server_default": ""})
    decided_at: datetime | None = _moment(default=None)
    decided_by: UUID | None = None


class ProductUndoRow(Row, table=True):
    """One change, of one product or of many, that may still be taken back."""

    __tablename__ = "product_undo"

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    account_id: UUID
    kind: str
    made_at: datetime = _moment(index=True)
    undone_at: datetime | None = _moment(default=None)


class ProductUndoItemRow(Row, table=True):
    """What a product was before the change, and which version the change made of it."""

    __tablename__ = "product_undo_item"
    __table_args__ = (Index("undo_items_of_product", "product_id"),)

    undo_id: UUID = Field(primary_key=True, foreign_key="product_undo.id", ondelete="CASCADE")
    product_id: UUID = Field(primary_key=True)
    version_after: int = Field(sa_type=BigInteger)
    before: dict[str, Any] = Field(sa_type=JSONB)
