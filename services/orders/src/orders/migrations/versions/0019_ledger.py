"""The market's books: entries, shops' accounts, transfers, fees."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEEP_BOOKS = """
    CREATE FUNCTION keep_books() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the books are only ever added to' USING ERRCODE = 'check_violation';
    END $$
"""
# At the end of the transaction: an entry and its postings come one after another.
BALANCE_BOOKS = """
    CREATE FUNCTION balance_books() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        entry uuid := CASE TG_TABLE_NAME
            WHEN 'ledger_entry' THEN (to_jsonb(NEW) ->> 'id')::uuid
            ELSE (to_jsonb(NEW) ->> 'entry_id')::uuid
        END;
    BEGIN
        IF (SELECT sum(amount) FROM ledger_posting WHERE entry_id = entry) IS DISTINCT FROM 0 THEN
            RAISE EXCEPTION 'entry % does not sum to zero', entry
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    _books()


def downgrade() -> None:
    op.drop_table("ledger_posting")
    op.drop_table("ledger_entry")
    op.execute("DROP FUNCTION balance_books()")
    op.execute("DROP FUNCTION keep_books()")


def _books() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=True),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
    )
    op.create_index(
        "ledger_entry_order",
        "ledger_entry",
        ["order_id"],
        postgresql_where=sa.text("order_id IS NOT NULL"),
    )
    op.create_table(
        "ledger_posting",
        sa.Column("entry_id", sa.Uuid(), sa.ForeignKey("ledger_entry.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount <> 0"), nullable=False),
    )
    op.create_index(
        "ledger_posting_shop",
        "ledger_posting",
        ["shop_id", "account", "entry_id"],
        postgresql_where=sa.text("shop_id IS NOT NULL"),
    )
    op.execute(KEEP_BOOKS)
    op.execute(BALANCE_BOOKS)
    for table in ("ledger_entry", "ledger_posting"):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION keep_books()"
        )
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_balanced AFTER INSERT ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_books()"
        )
