"""An advisor's copy says what the mandate allows, and until when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_copy", sa.Column("actions", JSONB(), nullable=True))
    op.add_column("staff_copy", sa.Column("until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("staff_copy", "until")
    op.drop_column("staff_copy", "actions")
