"""Invoices and credit notes: gapless numbers, a chain of hashes, and a trigger that keeps both."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON, JSONB

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEEP = """
    CREATE FUNCTION keep_papers() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'A paper that has been issued is never changed (%).', TG_TABLE_NAME;
    END $$
"""


def upgrade() -> None:
    op.create_table(
        "paper_circle",
        sa.Column("circle", sa.Uuid(), primary_key=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("circle", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.CheckConstraint("seq > 0"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=True),
        sa.Column("refers_to", sa.Uuid(), sa.ForeignKey("invoice.id"), nullable=True),
        sa.Column("gross", sa.Integer(), nullable=False),
        sa.Column("net", sa.Integer(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("document", JSON(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.UniqueConstraint("circle", "year", "seq"),
        sa.UniqueConstraint("circle", "number"),
    )
    op.create_index("invoice_of_shop", "invoice", ["shop_id", "issued_at", "id"])
    op.create_index("invoice_of_order", "invoice", ["order_id"])
    op.create_index("invoice_of_shop_order", "invoice", ["shop_order_id"])
    op.create_index("invoice_by_day", "invoice", ["issued_at", "id"])
    op.create_table(
        "paper_file",
        sa.Column("invoice_id", sa.Uuid(), sa.ForeignKey("invoice.id"), primary_key=True),
        sa.Column("format", sa.Text(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    op.create_table(
        "paper_wanted",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("shop_order_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("try_at", MOMENT, nullable=False),
        sa.Column("missing", JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb")),
        sa.Column("done_at", MOMENT, nullable=True),
    )
    op.create_index(
        "paper_wanted_open",
        "paper_wanted",
        ["shop_id"],
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "paper_wanted_next", "paper_wanted", ["try_at"], postgresql_where=sa.text("done_at IS NULL")
    )
    op.create_table(
        "paper_settings",
        sa.Column("shop_id", sa.Uuid(), primary_key=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("tax_number", sa.Text(), nullable=False),
        sa.Column("at_pickup", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
    )
    op.execute(KEEP)
    for table in ("invoice", "paper_file"):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION keep_papers()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_papers()"
        )


def downgrade() -> None:
    for table in ("paper_settings", "paper_wanted", "paper_file", "invoice", "paper_circle"):
        op.drop_table(table)
    op.execute("DROP FUNCTION keep_papers()")
