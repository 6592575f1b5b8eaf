"""Goods sold by weight, and goods that are made when somebody orders them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL: sold at a price that is known before. Stored answers lack both fields until they are
    # written again, which readers take for the same.
    op.add_column("variant", sa.Column("weighed", JSONB(), nullable=True))
    op.add_column("product", sa.Column("lead_days", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("product", "lead_days")
    op.drop_column("variant", "weighed")
