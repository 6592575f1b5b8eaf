"""What the operator wishes of an index, the index before the last swap, and which shop changed."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE former_index (
        engine text PRIMARY KEY,
        name text NOT NULL,
        seq bigint NOT NULL,
        fingerprint text NOT NULL,
        kept_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    """
    CREATE TABLE index_wish (
        engine text PRIMARY KEY,
        wish text NOT NULL CHECK (wish IN ('rebuild', 'back')),
        asked_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    # A state that is told again keeps its version, so versions cannot say that a shop changed.
    "ALTER TABLE shop_snapshot ADD COLUMN seq bigint NOT NULL DEFAULT 0",
    "CREATE INDEX shop_snapshot_seq ON shop_snapshot (seq)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("ALTER TABLE shop_snapshot DROP COLUMN seq")
    op.execute("DROP TABLE former_index, index_wish")
