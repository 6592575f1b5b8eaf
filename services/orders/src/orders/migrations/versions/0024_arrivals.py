"""Each arrival has an id: taken back and said again it is another one, with a letter of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "arrival",
        sa.Column("id", sa.Uuid(), nullable=False, server_default=sa.text("gen_random_uuid()")),
    )
    # A selling round may be handed out at a place that is none of the market's points.
    op.alter_column("arrival", "point_id", nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM arrival WHERE point_id IS NULL")
    op.alter_column("arrival", "point_id", nullable=False)
    op.drop_column("arrival", "id")
