"""Withdrawals whose order was found by number and name alone show nothing of it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "withdrawal",
        sa.Column("shows_order", sa.Boolean(), nullable=False, server_default=sa.true()),
    )


def downgrade() -> None:
    op.drop_column("withdrawal", "shows_order")
