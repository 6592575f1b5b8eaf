"""Where a shop brings its goods to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL: the shop brings nothing. Answers stored before lack the field until they are
    # written again, which readers take for the same.
    op.add_column("shop", sa.Column("delivery", JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("shop", "delivery")
