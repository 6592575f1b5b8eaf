"""Invoices taken back and written anew, and what shops have paid of the market's own."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Each list asks whether an invoice still stands.
    op.create_index(
        "invoice_refers_to",
        "invoice",
        ["refers_to"],
        postgresql_where=sa.text("refers_to IS NOT NULL"),
    )
    op.create_table(
        "fee_payment",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("invoice_id", sa.Uuid(), sa.ForeignKey("invoice.id"), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", sa.Text(), sa.CheckConstraint("kind IN ('bank', 'netted')"), nullable=False
        ),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount <> 0"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column(
            "takes_back",
            sa.Uuid(),
            sa.ForeignKey("fee_payment.id"),
            nullable=True,
            unique=True,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("fee_payment_invoice", "fee_payment", ["invoice_id"])
    op.create_index("fee_payment_shop", "fee_payment", ["shop_id"])
    op.execute(
        "CREATE TRIGGER fee_payment_kept BEFORE UPDATE OR DELETE ON fee_payment"
        " FOR EACH ROW EXECUTE FUNCTION keep_papers()"
    )
    op.create_index(
        "invoice_fees", "invoice", ["shop_id"], postgresql_where=sa.text("kind = 'fee_invoice'")
    )


def downgrade() -> None:
    op.drop_index("invoice_fees", "invoice")
    op.drop_table("fee_payment")
    op.drop_index("invoice_refers_to", "invoice")
