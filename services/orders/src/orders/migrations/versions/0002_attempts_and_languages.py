"""What retries need to remember, and the language a buyer ordered in."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = (
    """
    ALTER TABLE "order" ADD COLUMN language text NOT NULL DEFAULT 'de'
        CHECK (language IN ('de', 'en'))
    """,
    """
    ALTER TABLE payment
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN session_expires_at timestamptz
    """,
    # The number in the key sent to the provider: raised only after a definite failure.
    "ALTER TABLE refund ADD COLUMN call_number integer NOT NULL DEFAULT 1",
    """
    ALTER TABLE stripe_event
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN available_at timestamptz NOT NULL DEFAULT now()
    """,
    "DROP INDEX stripe_event_waiting",
    "CREATE INDEX stripe_event_waiting ON stripe_event (available_at) WHERE processed_at IS NULL",
    # A queued mail says what happened to what; it is written out when it is sent, so that the
    # transaction that queues it costs one small row.
    """
    ALTER TABLE mail
        ADD COLUMN kind text NOT NULL,
        ADD COLUMN order_id uuid REFERENCES "order" (id),
        ADD COLUMN shop_order_id uuid REFERENCES shop_order (id),
        ADD COLUMN given_up_at timestamptz,
        ALTER COLUMN subject SET DEFAULT '',
        ALTER COLUMN text SET DEFAULT '',
        ALTER COLUMN html SET DEFAULT ''
    """,
    "DROP INDEX mail_waiting",
    """
    CREATE INDEX mail_waiting ON mail (available_at)
    WHERE sent_at IS NULL AND given_up_at IS NULL
    """,
    # The few that never arrived, for whoever looks after the market.
    "CREATE INDEX mail_given_up ON mail (given_up_at) WHERE given_up_at IS NOT NULL",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in (
        "DROP INDEX mail_given_up",
        "DROP INDEX mail_waiting",
        """
        ALTER TABLE mail
            DROP COLUMN kind, DROP COLUMN order_id, DROP COLUMN shop_order_id,
            DROP COLUMN given_up_at,
            ALTER COLUMN subject DROP DEFAULT, ALTER COLUMN text DROP DEFAULT,
            ALTER COLUMN html DROP DEFAULT
        """,
        "CREATE INDEX mail_waiting ON mail (available_at) WHERE sent_at IS NULL",
        "DROP INDEX stripe_event_waiting",
        "ALTER TABLE stripe_event DROP COLUMN attempts, DROP COLUMN available_at",
        """
        CREATE INDEX stripe_event_waiting ON stripe_event (received_at)
        WHERE processed_at IS NULL
        """,
        "ALTER TABLE refund DROP COLUMN call_number",
        "ALTER TABLE payment DROP COLUMN attempts, DROP COLUMN session_expires_at",
        'ALTER TABLE "order" DROP COLUMN language',
    ):
        op.execute(statement)
