"""Withdrawals from contracts as they were declared, and what became of each shop's part."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("CREATE SEQUENCE withdrawal_number")
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Text(), nullable=False, unique=True),
        sa.Column("declared_at", _MOMENT, nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False, unique=True),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contract", sa.Text(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("receipt_to", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
    )
    op.create_index("withdrawal_order", "withdrawal", ["order_id"])
    # What nobody could match to an order: the operator's list.
    op.create_index(
        "withdrawal_unmatched",
        "withdrawal",
        ["id"],
        postgresql_where=sa.text("order_id IS NULL"),
    )
    op.create_table(
        "withdrawal_part",
        sa.Column("withdrawal_id", sa.Uuid(), sa.ForeignKey("withdrawal.id"), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("lines", JSON(), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("paid_back", sa.Integer(), nullable=True),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
    )
    # A shop's own list: what is open first, then by number.
    op.create_index(
        "withdrawal_part_shop", "withdrawal_part", ["shop_id", "state", "withdrawal_id"]
    )
    op.create_index("withdrawal_part_order", "withdrawal_part", ["shop_order_id"])
    op.add_column("mail", sa.Column("withdrawal_id", sa.Uuid(), sa.ForeignKey("withdrawal.id")))
    # A declaration is proof: it can be added to, never altered (§ 356a BGB).
    op.execute(
        """
        CREATE FUNCTION withdrawal_stands() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR OLD.order_id IS NOT NULL
                OR to_jsonb(OLD) - 'order_id' IS DISTINCT FROM to_jsonb(NEW) - 'order_id'
            THEN
                RAISE EXCEPTION 'a withdrawal stands as it was declared';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER withdrawal_stands BEFORE UPDATE OR DELETE ON withdrawal"
        " FOR EACH ROW EXECUTE FUNCTION withdrawal_stands()"
    )


def downgrade() -> None:
    op.drop_column("mail", "withdrawal_id")
    op.drop_table("withdrawal_part")
    op.drop_table("withdrawal")
    op.execute("DROP FUNCTION withdrawal_stands()")
    op.execute("DROP SEQUENCE withdrawal_number")
