"""Orders whose buyer asked to be forgotten are found again when they have ended."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE INDEX order_to_forget ON "order" (status)
        WHERE account_id IS NULL AND guest_token_hash IS NULL AND contact_name <> ''
        """
    )


def downgrade() -> None:
    op.execute("DROP INDEX order_to_forget")
