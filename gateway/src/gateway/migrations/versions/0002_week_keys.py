"""The random key of the week, with which searchers are counted and not known."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE week_keys (week text PRIMARY KEY, key bytea NOT NULL)")


def downgrade() -> None:
    op.execute("DROP TABLE week_keys")
