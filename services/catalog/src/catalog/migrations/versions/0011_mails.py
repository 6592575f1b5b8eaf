"""Mails that wait to be sent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_NOW = sa.text("now()")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=True),
        sa.Column("facts", JSONB(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False, unique=True),
        sa.Column("created_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("available_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("given_up_at", _MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False, server_default=""),
        sa.Column("text", sa.String(), nullable=False, server_default=""),
        sa.Column("html", sa.String(), nullable=False, server_default=""),
    )
    op.create_index(
        "mail_waiting",
        "mail",
        ["available_at"],
        postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
    )
    op.create_index("mail_by_age", "mail", ["created_at"])
    op.create_index(
        "mail_given_up",
        "mail",
        ["given_up_at"],
        postgresql_where=sa.text("given_up_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("mail")
