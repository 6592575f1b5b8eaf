"""Where applications came from, for a day and not in the clear: one sender has a limit."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("sender", sa.LargeBinary(), nullable=True))
    op.create_index(
        "application_by_sender",
        "application",
        ["sender", "created_at"],
        postgresql_where=sa.text("sender IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("application_by_sender", "application")
    op.drop_column("application", "sender")
