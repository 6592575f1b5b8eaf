"""How shops work off their orders: parts given back, goodwill, reminders, returned goods."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON

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
    _substitutes()
    _answers()
    _given_back()
    _withdrawals()


def _substitutes() -> None:
    op.create_table(
        "substitute",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), sa.CheckConstraint("pieces > 0"), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), sa.CheckConstraint("quantity > 0"), nullable=False),
        sa.Column("shown", JSON(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("deposit", sa.Integer(), nullable=False),
        sa.Column("goods_less", sa.Integer(), nullable=False),
        sa.Column("deposit_less", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Text(),
            sa.CheckConstraint(
                "state IN ('proposed', 'agreed', 'refused', 'unanswered', 'void')",
                name="substitute_state_known",
            ),
            nullable=False,
        ),
        sa.Column("answer_by", _MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("held", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    proposed = sa.text("state = 'proposed'")
    op.create_index("substitute_of_shop_order", "substitute", ["shop_order_id"])
    op.create_index(
        "substitute_open",
        "substitute",
        ["shop_order_id", "position"],
        unique=True,
        postgresql_where=proposed,
    )
    op.create_index("substitute_waiting", "substitute", ["answer_by"], postgresql_where=proposed)


def _answers() -> None:
    op.create_table(
        "answer_watch",
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("remind_at", _MOMENT, nullable=False),
        sa.Column("alarm_at", _MOMENT, nullable=False),
        sa.Column("decline_at", _MOMENT, nullable=False),
        sa.Column("stage", sa.SmallInteger(), nullable=False),
        sa.Column("next_at", _MOMENT, nullable=True),
    )
    op.create_index(
        "answer_watch_due",
        "answer_watch",
        ["next_at"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "shop_order_unanswered",
        "shop_order",
        ["opened_at"],
        postgresql_where=sa.text("status = 'placed' AND opened_at IS NOT NULL"),
    )


def _given_back() -> None:
    op.create_table(
        "goodwill",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount > 0"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("goodwill_of_shop_order", "goodwill", ["shop_order_id"])
    op.create_table(
        "counter_refund",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("withdrawal_id", sa.Uuid(), sa.ForeignKey("withdrawal.id"), nullable=True),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount > 0"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("receipt_no", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("counter_refund_of_shop_order", "counter_refund", ["shop_order_id"])


def _withdrawals() -> None:
    op.create_table(
        "returned_line",
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("restock", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    for column in (
        sa.Column("deduction", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("settled_at", _MOMENT, nullable=True),
        sa.Column("reminded", sa.SmallInteger(), nullable=False, server_default=sa.text("0")),
    ):
        op.add_column("withdrawal_part", column)
    op.execute("UPDATE withdrawal_part SET settled_at = decided_at")
    op.create_index(
        "withdrawal_part_unsettled",
        "withdrawal_part",
        ["withdrawal_id"],
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("withdrawal_part_unsettled", "withdrawal_part")
    for name in ("reminded", "settled_at", "deduction"):
        op.drop_column("withdrawal_part", name)
    op.drop_index("shop_order_unanswered", "shop_order")
    for name in ("returned_line", "counter_refund", "goodwill", "answer_watch", "substitute"):
        op.drop_table(name)
    op.drop_table("hold_change")
    op.execute("DELETE FROM hold WHERE quantity = 0")
    op.drop_constraint("hold_quantity_check", "hold")
    op.create_check_constraint("hold_quantity_check", "hold", "quantity > 0")
    op.drop_constraint("refund_payer_known", "refund")
    op.drop_column("refund", "payer")
