"""Kinds of goods: what is weighed at packing, empties brought back, quotes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON, JSONB

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
    _quotes()


def _quotes() -> None:
    op.execute("CREATE SEQUENCE quote_number")
    op.create_table(
        "quote",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Text(), nullable=False, unique=True),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("contact", JSON(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("offer", JSON(), nullable=True),
        sa.Column("valid_until", _MOMENT, nullable=True),
        sa.Column("reminded_at", _MOMENT, nullable=True),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True, unique=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'offered', 'accepted', 'declined', 'refused', 'lapsed')",
            name="quote_state_known",
        ),
        sa.CheckConstraint(
            "(state = 'accepted') = (order_id IS NOT NULL)", name="quote_accepted_is_ordered"
        ),
    )
    op.create_index("quote_asked_once", "quote", ["account_id", "idempotency_key"], unique=True)
    op.create_index("quote_of_shop", "quote", ["shop_id", "id"])
    op.create_index(
        "quote_ending", "quote", ["valid_until"], postgresql_where=sa.text("state = 'offered'")
    )
    op.create_table(
        "quote_step",
        sa.Column("quote_id", sa.Uuid(), sa.ForeignKey("quote.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("offer", JSON(), nullable=True),
    )
    op.create_table(
        "quote_photo",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("quote_id", sa.Uuid(), sa.ForeignKey("quote.id"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("quote_photo_once", "quote_photo", ["quote_id", "fingerprint"], unique=True)
    op.add_column("mail", sa.Column("quote_id", sa.Uuid(), sa.ForeignKey("quote.id")))


def downgrade() -> None:
    op.drop_column("mail", "quote_id")
    for table in ("quote_photo", "quote_step", "quote"):
        op.drop_table(table)
    op.execute("DROP SEQUENCE quote_number")
    op.drop_table("empties")
    op.drop_table("weighing")
