"""The tables of promotions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from catalog.store.rows import Row


def _moment() -> Any:
    return Field(sa_type=DateTime(timezone=True))


class PromotionRow(Row, table=True):
    """One variant at another price for a time."""

    __tablename__ = "promotion"
    __table_args__ = (
        CheckConstraint("price > 0 AND ends_at >= starts_at", name="promotion_makes_sense"),
        Index("promotions_of_product", "product_id", "starts_at"),
        Index("promotions_of_shop", "shop_id", "id"),
        # At any moment a variant has one price.
        Index(
            "promotion_running",
            "variant_id",
            unique=True,
            postgresql_where=text("status = 'running'"),
        ),
        # What the worker looks for: what is due to begin, what is due to end.
        Index("promotion_to_start", "starts_at", postgresql_where=text("status = 'planned'")),
        Index("promotion_to_end", "ends_at", postgresql_where=text("status = 'running'")),
    )

    id: UUID = Field(primary_key=True)
    shop_id: UUID = Field(foreign_key="shop.id")
    product_id: UUID = Field(foreign_key="product.id")
    variant_id: UUID = Field(foreign_key="variant.id")
    price: int
    reason: str
    starts_at: datetime = _moment()
    ends_at: datetime = _moment()
    status: str
    reference: int | None
    percent: int | None
    chain_began_at: datetime | None = _moment()
    chain_reference: int | None
    refusal: str
    created_at: datetime = _moment()


class PromotionChangeRow(Row, table=True):
    """Who did what with a promotion, and what it was then. The database refuses to rewrite it."""

    __tablename__ = "promotion_change"
    # Ids grow with time.
    __table_args__ = (Index("changes_of_promotion", "promotion_id", "id"),)

    id: UUID = Field(primary_key=True)
    promotion_id: UUID = Field(foreign_key="promotion.id")
    at: datetime = _moment()
    account_id: UUID | None
    action: str
    state: dict[str, Any] = Field(sa_type=JSONB)
