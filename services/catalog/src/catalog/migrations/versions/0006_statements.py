"""What a product states by its profile, who looks at it first, and the way back from a change."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OF_PRODUCT: tuple[sa.Column[Any], ...] = (
    sa.Column("details", JSONB(), nullable=False, server_default="{}"),
    sa.Column("approved", JSONB(), nullable=False, server_default="[]"),
    sa.Column("template", sa.Boolean(), nullable=False, server_default="false"),
)


def upgrade() -> None:
    for column in _OF_PRODUCT:
        op.add_column("product", column)
    op.create_index(
        "product_templates", "product", ["shop_id", "id"], postgresql_where=sa.text("template")
    )
    op.create_index("product_of_shop_by_category", "product", ["shop_id", "category", "updated_at"])
    op.create_table(
        "product_review",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("product_id", UUID(), sa.ForeignKey("product.id"), nullable=False),
        sa.Column("shop_id", UUID(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("reasons", JSONB(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("asked_by", UUID(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("statement", sa.String(), nullable=False, server_default=""),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by", UUID(), nullable=True),
    )
    # Of one product one question is open at a time; ids grow with time, so they are the queue.
    op.create_index(
        "product_review_open",
        "product_review",
        ["product_id"],
        unique=True,
        postgresql_where=sa.text("decision IS NULL"),
    )
    op.create_index(
        "product_review_queue",
        "product_review",
        ["id"],
        postgresql_where=sa.text("decision IS NULL"),
    )
    op.create_index("reviews_of_product", "product_review", ["product_id", "id"])
    op.create_table(
        "product_undo",
        sa.Column("id", UUID(), primary_key=True),
        sa.Column("shop_id", UUID(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("account_id", UUID(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False, index=True),
        sa.Column("undone_at", _MOMENT, nullable=True),
    )
    op.create_table(
        "product_undo_item",
        sa.Column(
            "undo_id",
            UUID(),
            sa.ForeignKey("product_undo.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("product_id", UUID(), primary_key=True),
        sa.Column("version_after", sa.BigInteger(), nullable=False),
        sa.Column("before", JSONB(), nullable=False),
    )
    op.create_index("undo_items_of_product", "product_undo_item", ["product_id"])


def downgrade() -> None:
    op.drop_table("product_undo_item")
    op.drop_table("product_undo")
    op.drop_table("product_review")
    op.drop_index("product_of_shop_by_category", "product")
    op.drop_index("product_templates", "product")
    # What waits for a look would be a state nobody knows any more.
    op.execute("UPDATE product SET status = 'draft' WHERE status = 'in_review'")
    for column in _OF_PRODUCT:
        op.drop_column("product", column.name)
