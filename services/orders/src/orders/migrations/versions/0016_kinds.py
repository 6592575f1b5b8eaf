"""Kinds of goods: what is weighed at packing, empties brought back, quotes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "weighing",
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("grams", JSONB(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "empties",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("total_quantity", sa.Integer(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("credited", sa.Integer(), nullable=False),
        sa.Column("paid_out", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "quantity > 0 AND credited >= 0 AND paid_out >= 0", name="empties_amounts"
        ),
        sa.CheckConstraint("credited + paid_out = quantity * each", name="empties_add_up"),
    )
    op.create_index(
        "empties_once", "empties", ["shop_order_id", "kind", "total_quantity"], unique=True
    )


def downgrade() -> None:
    op.drop_table("empties")
    op.drop_table("weighing")
