"""How shops work off their orders: parts given back, goodwill, reminders, returned goods."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("refund", sa.Column("payer", sa.Text(), nullable=False, server_default="shop"))
    op.create_check_constraint("refund_payer_known", "refund", "payer IN ('shop', 'operator')")
    # All pieces of a line may be given back while the rest of the order stands.
    op.drop_constraint("hold_quantity_check", "hold")
    op.create_check_constraint("hold_quantity_check", "hold", "quantity >= 0")
    op.create_table(
        "hold_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("delta", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("hold_change_hold", "hold_change", ["order_id", "variant_id"])


def downgrade() -> None:
    op.drop_table("hold_change")
    op.execute("DELETE FROM hold WHERE quantity = 0")
    op.drop_constraint("hold_quantity_check", "hold")
    op.create_check_constraint("hold_quantity_check", "hold", "quantity > 0")
    op.drop_constraint("refund_payer_known", "refund")
    op.drop_column("refund", "payer")
