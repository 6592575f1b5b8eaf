"""Payments that are captured later, come days later, or are disputed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BEFORE = "'pending', 'paid', 'failed', 'expired', 'partly_refunded', 'refunded'"
# processing: a debit is on its way · authorised: a card holds the amount · owed: the shops
# began, but the money did not come · released: held, and let go without taking any.
AFTER = f"{BEFORE}, 'processing', 'authorised', 'owed', 'released'"


def upgrade() -> None:
    _states("payment", AFTER)
    _states("refund", "'requested', 'issued', 'failed', 'spared'")
    for column in (
        sa.Column("captured", sa.Integer(), nullable=True),
        sa.Column("authorised_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("charge_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
    ):
        op.add_column("payment", column)
    op.create_check_constraint("payment_never_above", "payment", "captured <= amount")
    op.create_index("payment_charge", "payment", ["charge_id"])
    op.create_index("payment_provider", "payment", ["provider_id"])
    op.create_index(
        "payment_authorised",
        "payment",
        ["authorised_until"],
        postgresql_where=sa.text("status = 'authorised'"),
    )
    op.create_index(
        "payment_processing",
        "payment",
        ["created_at"],
        postgresql_where=sa.text("status = 'processing'"),
    )
    op.add_column("stripe_event", sa.Column("account", sa.Text(), nullable=True))
    op.add_column("stripe_event", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    _captures()
    _strays()
    _disputes()
    _matters()


def _captures() -> None:
    op.create_table(
        "capture",
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), primary_key=True),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount >= 0"), nullable=False),
        sa.Column(
            "status",
            sa.Text(),
            sa.CheckConstraint("status IN ('requested', 'done', 'failed')"),
            nullable=False,
            server_default=sa.text("'requested'"),
        ),
        sa.Column("idempotency_key", sa.Text(), nullable=False, unique=True),
        *_tries(),
    )
    op.create_index(
        "capture_waiting",
        "capture",
        ["available_at"],
        postgresql_where=sa.text("status = 'requested'"),
    )


def _strays() -> None:
    op.create_table(
        "stray_money",
        sa.Column("session_id", sa.Text(), primary_key=True),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("payment_id", sa.Text(), nullable=True),
        sa.Column("charge_id", sa.Text(), nullable=True),
        sa.Column("held_only", sa.Boolean(), nullable=False),
        sa.Column(
            "cause",
            sa.Text(),
            sa.CheckConstraint("cause IN ('second_page', 'other_amount', 'unknown_order')"),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Text(),
            sa.CheckConstraint("status IN ('returning', 'returned', 'failed', 'person')"),
            nullable=False,
        ),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=False, unique=True),
        *_tries(),
    )
    op.create_index(
        "stray_money_waiting",
        "stray_money",
        ["available_at"],
        postgresql_where=sa.text("status = 'returning'"),
    )
    op.create_index("stray_money_order", "stray_money", ["order_id"])


def _tries() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("call_number", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        _now("available_at"),
        sa.Column("error", sa.Text(), nullable=True),
        _now("created_at"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )


def _disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("charge_id", sa.Text(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("fee", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("evidence_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("dispute_order", "dispute", ["order_id"])
    op.create_table(
        "dispute_share",
        sa.Column("dispute_id", sa.Text(), sa.ForeignKey("dispute.id"), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount >= 0"), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
    )
    op.create_index(
        "dispute_share_frozen",
        "dispute_share",
        ["shop_order_id"],
        postgresql_where=sa.text("frozen"),
    )


def _matters() -> None:
    op.create_table(
        "payment_matter",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("details", JSONB(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        _now("created_at"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
    )
    op.create_index(
        "payment_matter_open",
        "payment_matter",
        ["id"],
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "payment_mark",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "reconciled_day",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        _now("compared_at"),
    )


def downgrade() -> None:
    for table in (
        "reconciled_day",
        "payment_mark",
        "payment_matter",
        "dispute_share",
        "dispute",
        "stray_money",
        "capture",
    ):
        op.drop_table(table)
    op.drop_column("stripe_event", "told_at")
    op.drop_column("stripe_event", "account")
    for index in ("payment_processing", "payment_authorised", "payment_provider", "payment_charge"):
        op.drop_index(index, "payment")
    op.drop_constraint("payment_never_above", "payment")
    for column in ("kind", "charge_id", "authorised_until", "captured"):
        op.drop_column("payment", column)
    op.execute("UPDATE payment SET status = 'pending' WHERE status IN ('processing', 'authorised')")
    op.execute("UPDATE payment SET status = 'expired' WHERE status IN ('owed', 'released')")
    op.execute("UPDATE refund SET status = 'failed' WHERE status = 'spared'")
    _states("refund", "'requested', 'issued', 'failed'")
    _states("payment", BEFORE)


def _states(table: str, allowed: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_status_check")
    op.execute(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_status_check CHECK (status IN ({allowed}))"
    )


def _now(name: str) -> "sa.Column[object]":
    return sa.Column(
        name, sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
    )
