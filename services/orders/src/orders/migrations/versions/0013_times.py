"""When shops take orders: rules, selling rounds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "selling_round",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("opens_at", _MOMENT, nullable=False),
        sa.Column("closes_at", _MOMENT, nullable=False),
        sa.Column("pickups", JSONB(), nullable=False),
        sa.Column("closings", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("request_key", sa.Text(), nullable=False, unique=True),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("closes_at > opens_at"),
    )
    # What the closing job looks for: few at any time, however many rounds there have been.
    op.create_index(
        "selling_round_to_close",
        "selling_round",
        ["closes_at"],
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("selling_round_latest", "selling_round", ["closes_at", "id"])
    op.create_table(
        "round_producer",
        sa.Column("round_id", sa.Uuid(), sa.ForeignKey("selling_round.id"), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), primary_key=True),
        sa.Column("products", JSONB(), nullable=True),
    )
    op.create_index("round_producer_shop", "round_producer", ["shop_id"])
    op.create_table(
        "round_list",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("round_id", sa.Uuid(), sa.ForeignKey("selling_round.id"), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("round_id", "shop_id", "closing"),
    )
    # Every wording of a shop's rules: who may ask later what held when, and take a change back.
    op.create_table(
        "shop_rules",
        sa.Column("shop_id", sa.Uuid(), primary_key=True),
        sa.Column("version", sa.BigInteger(), primary_key=True),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.add_column("mail", sa.Column("round_list_id", sa.Uuid(), sa.ForeignKey("round_list.id")))


def downgrade() -> None:
    op.drop_column("mail", "round_list_id")
    op.drop_table("shop_rules")
    op.drop_table("round_list")
    op.drop_table("round_producer")
    op.drop_table("selling_round")
