"""What is kept for the tax office, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

HANDED_OVER = "history_handed_over"


def upgrade() -> None:
    # What was sold in a year is what was handed over in it.
    op.create_index(
        HANDED_OVER, "history", ["at"], postgresql_where=sa.text("status = 'handed_over'")
    )


def downgrade() -> None:
    op.drop_index(HANDED_OVER, "history")
