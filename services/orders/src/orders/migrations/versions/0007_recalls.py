"""Recalls, whom they reach, and the batch a line was sold from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
BEFORE = """
    CREATE VIEW sellable AS
    SELECT
        o.variant_id, o.product_id, o.shop_id, o.title, o.label, o.picture AS offer_picture,
        o.price, o.deposit, o.vat_class, o.unit_price, o.withdrawn,
        coalesce(k.on_order, false) AS on_order,
        coalesce(k.on_hand - k.reserved, 0) AS available,
        s.slug, s.name, s.place, s.picture AS shop_picture, s.status, s.opening_hours,
        s.preparation_minutes, s.street, s.postal_code, s.phone, s.email, s.pickup_note,
        o.slug AS product_slug, o.deposit_kind, coalesce(k.not_counted, false) AS not_counted
    FROM offer o
    JOIN shop_copy s ON s.shop_id = o.shop_id
    LEFT JOIN stock k ON k.variant_id = o.variant_id
"""
AFTER = BEFORE.replace("AS not_counted", "AS not_counted, o.batch")


def upgrade() -> None:
    op.add_column("offer", sa.Column("batch", sa.Text(), nullable=False, server_default=""))
    op.execute("DROP VIEW sellable")
    op.execute(AFTER)
    # Answers "who bought this", which nobody asks until it matters.
    op.create_index("order_line_product", "order_line", ["product_id"])
    op.create_table(
        "recall",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("mail_version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("sold_from", sa.Date(), nullable=True),
        sa.Column("sold_to", sa.Date(), nullable=True),
        sa.Column("words", JSONB(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "recall_product",
        sa.Column("recall_id", sa.Uuid(), sa.ForeignKey("recall.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=True),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
    )
    op.create_index("recall_of_product", "recall_product", ["product_id"])
    op.add_column("mail", sa.Column("recall_id", sa.Uuid(), sa.ForeignKey("recall.id")))
    op.create_table(
        "recall_order",
        sa.Column("recall_id", sa.Uuid(), sa.ForeignKey("recall.id"), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("found_at", _MOMENT, nullable=False, server_default=sa.text("now()")),
        sa.Column("mail_id", sa.Uuid(), sa.ForeignKey("mail.id", ondelete="SET NULL")),
        sa.Column("mailed_at", _MOMENT, nullable=True),
        sa.Column("called_at", _MOMENT, nullable=True),
        sa.Column("called_by", sa.Uuid(), nullable=True),
        sa.Column("called_by_name", sa.Text(), nullable=True),
    )
    op.create_index("recall_of_shop_order", "recall_order", ["shop_order_id"])
    op.create_index(
        "recall_order_mail",
        "recall_order",
        ["mail_id"],
        postgresql_where=sa.text("mail_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("recall_order")
    op.drop_column("mail", "recall_id")
    op.drop_table("recall_product")
    op.drop_table("recall")
    op.drop_index("order_line_product", "order_line")
    op.execute("DROP VIEW sellable")
    op.execute(BEFORE)
    op.drop_column("offer", "batch")
