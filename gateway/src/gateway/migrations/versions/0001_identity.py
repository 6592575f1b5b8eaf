"""Accounts, sessions, API tokens, the copy of shop staff, login buckets."""

from alembic import op
from marketkit.db.migrations import create_kit_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE accounts (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE,
        name text NOT NULL,
        password_hash text NOT NULL,
        roles text[] NOT NULL,
        version bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    """
    CREATE TABLE sessions (
        key_hash bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now(),
        ends_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX sessions_account ON sessions (account_id)",
    "CREATE INDEX sessions_end ON sessions (ends_at)",
    """
    CREATE TABLE api_tokens (
        id uuid PRIMARY KEY,
        key_hash bytea NOT NULL UNIQUE,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    "CREATE INDEX api_tokens_account ON api_tokens (account_id, created_at)",
    """
    CREATE TABLE shop_staff (
        shop_id uuid NOT NULL,
        account_id uuid NOT NULL,
        role text NOT NULL,
        PRIMARY KEY (shop_id, account_id)
    )
    """,
    "CREATE INDEX shop_staff_account ON shop_staff (account_id)",
    "CREATE TABLE staff_versions (shop_id uuid PRIMARY KEY, version bigint NOT NULL)",
    """
    CREATE TABLE login_buckets (
        key text PRIMARY KEY,
        tokens double precision NOT NULL,
        refilled_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    "CREATE INDEX login_buckets_age ON login_buckets (refilled_at)",
)


def upgrade() -> None:
    create_kit_tables(op.execute)
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    names = "login_buckets, staff_versions, shop_staff, api_tokens, sessions, accounts"
    op.execute(f"DROP TABLE {names}, outbox, inbox")
