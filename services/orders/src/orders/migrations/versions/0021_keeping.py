"""What is kept for the tax office, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
HANDED_OVER = "history_handed_over"
# Proof stands for six whole years, whatever a program wants; then who it was may be taken off.
STANDS = """
    CREATE OR REPLACE FUNCTION withdrawal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE'
            AND extract(year FROM OLD.declared_at AT TIME ZONE 'Europe/Berlin') + 6
                < extract(year FROM now() AT TIME ZONE 'Europe/Berlin')
            AND NEW.name = '' AND NEW.contract = '' AND NEW.statement = '' AND NEW.receipt_to = ''
            AND to_jsonb(OLD) - '{name,contract,statement,receipt_to}'::text[]
                = to_jsonb(NEW) - '{name,contract,statement,receipt_to}'::text[]
        THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' OR OLD.order_id IS NOT NULL
            OR to_jsonb(OLD) - 'order_id' IS DISTINCT FROM to_jsonb(NEW) - 'order_id'
        THEN
            RAISE EXCEPTION 'a withdrawal stands as it was declared';
        END IF;
        RETURN NEW;
    END $$
"""
STOOD = """
    CREATE OR REPLACE FUNCTION withdrawal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.order_id IS NOT NULL
            OR to_jsonb(OLD) - 'order_id' IS DISTINCT FROM to_jsonb(NEW) - 'order_id'
        THEN
            RAISE EXCEPTION 'a withdrawal stands as it was declared';
        END IF;
        RETURN NEW;
    END $$
"""


def upgrade() -> None:
    # What was sold in a year is what was handed over in it.
    op.create_index(
        HANDED_OVER, "history", ["at"], postgresql_where=sa.text("status = 'handed_over'")
    )
    op.create_table(
        "retention_log",
        sa.Column("rule", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("cutoff", MOMENT, nullable=False),
        sa.Column("affected", sa.BigInteger(), nullable=False),
        sa.Column("ran_at", MOMENT, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.execute(STANDS)


def downgrade() -> None:
    op.execute(STOOD)
    op.drop_table("retention_log")
    op.drop_index(HANDED_OVER, "history")
