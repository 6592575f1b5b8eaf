"""The operator's checklists, evidence and proofs."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _shop_id(**keywords: Any) -> sa.Column[UUID]:
    key = sa.ForeignKey("shop.id")
    column: sa.Column[UUID] = sa.Column("shop_id", sa.Uuid(), key, nullable=False, **keywords)
    return column


def _document() -> sa.Column[UUID]:
    return sa.Column("document_id", sa.Uuid(), sa.ForeignKey("proof_document.id"), nullable=True)


def _by(what: str) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column(f"{what}_by", sa.Uuid(), nullable=True),
        sa.Column(f"{what}_name", sa.String(), nullable=False),
        sa.Column(f"{what}_at", _MOMENT, nullable=True),
    )


def upgrade() -> None:
    op.add_column(
        "shop", sa.Column("business_type", sa.String(), nullable=False, server_default="retail")
    )
    # What kinds of goods a shop has, without reading twenty thousand products.
    op.create_index(
        "product_kinds_of_shop",
        "product",
        ["shop_id", "category"],
        postgresql_where=sa.text("status <> 'withdrawn'"),
    )
    op.create_table(
        "checklist_definition",
        sa.Column("version", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(), nullable=True, unique=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("requirements", JSONB(), nullable=False),
    )
    op.create_table(
        "category_trait",
        sa.Column("category", sa.String(), primary_key=True),
        sa.Column("trait", sa.String(), primary_key=True),
    )
    _documents()
    _items()
    _proofs()


def _documents() -> None:
    op.create_table(
        "proof_document",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _shop_id(),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(), nullable=False),
    )
    op.create_index(
        "proof_document_of_shop", "proof_document", ["shop_id", "fingerprint"], unique=True
    )


def _items() -> None:
    op.create_table(
        "checklist_item",
        _shop_id(primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        _document(),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *_by("submitted"),
        *_by("decided"),
        sa.Column("reason", sa.String(), nullable=False),
        *_by("waived"),
        sa.Column("waiver_reason", sa.String(), nullable=False),
        sa.Column("waived_until", sa.Date(), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
    )
    op.create_index(
        "checklist_item_submitted",
        "checklist_item",
        ["submitted_at", "shop_id", "key"],
        postgresql_where=sa.text("shown = 'submitted'"),
    )
    op.create_index(
        "checklist_item_ending",
        "checklist_item",
        ["valid_until"],
        postgresql_where=sa.text("valid_until IS NOT NULL AND shown = 'accepted'"),
    )


def _proofs() -> None:
    op.create_table(
        "proof",
        _shop_id(primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        _document(),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("checked_at", _MOMENT, nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("next_check_at", _MOMENT, nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_index(
        "proof_to_check",
        "proof",
        ["next_check_at"],
        postgresql_where=sa.text("next_check_at IS NOT NULL"),
    )
    op.create_index(
        "proof_ending",
        "proof",
        ["valid_until"],
        postgresql_where=sa.text("valid_until IS NOT NULL"),
    )
    op.create_table(
        "proof_check",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _shop_id(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("consultation", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
    )
    op.create_index("proof_checks_of_shop", "proof_check", ["shop_id", "kind", "id"])


def downgrade() -> None:
    for table in (
        "proof_check", "proof", "checklist_item", "proof_document", "category_trait",
        "checklist_definition",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index("product_kinds_of_shop", "product")
    op.drop_column("shop", "business_type")
