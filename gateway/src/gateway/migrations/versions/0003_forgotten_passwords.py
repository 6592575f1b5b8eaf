"""Links to set a new password, and the mails they go out in."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE password_links (
        key_hash bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        ends_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX password_links_account ON password_links (account_id)",
    "CREATE INDEX password_links_end ON password_links (ends_at)",
    """
    CREATE TABLE mail (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        kind text NOT NULL,
        to_address text NOT NULL,
        language text NOT NULL,
        link text,
        created_at timestamptz NOT NULL DEFAULT now(),
        available_at timestamptz NOT NULL DEFAULT now(),
        attempts integer NOT NULL DEFAULT 0,
        sent_at timestamptz,
        given_up_at timestamptz,
        error text,
        subject text,
        text text,
        html text
    )
    """,
    """
    CREATE INDEX mail_due ON mail (available_at)
    WHERE sent_at IS NULL AND given_up_at IS NULL
    """,
    "CREATE INDEX mail_account ON mail (account_id)",
    "CREATE INDEX mail_age ON mail (created_at)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE password_links, mail")
