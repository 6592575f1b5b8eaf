"""Goods that are there without being counted; carts name the kind of a deposit."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = """
    CREATE VIEW sellable AS
    SELECT
        o.variant_id, o.product_id, o.shop_id, o.title, o.label, o.picture AS offer_picture,
        o.price, o.deposit, o.vat_class, o.unit_price, o.withdrawn,
        coalesce(k.on_order, false) AS on_order,
        coalesce(k.on_hand - k.reserved, 0) AS available,
        s.slug, s.name, s.place, s.picture AS shop_picture, s.status, s.opening_hours,
        s.preparation_minutes, s.street, s.postal_code, s.phone, s.email, s.pickup_note,
        o.slug AS product_slug
    FROM offer o
    JOIN shop_copy s ON s.shop_id = o.shop_id
    LEFT JOIN stock k ON k.variant_id = o.variant_id
"""
AFTER = BEFORE.replace(
    "o.slug AS product_slug",
    "o.slug AS product_slug, o.deposit_kind, coalesce(k.not_counted, false) AS not_counted",
)


def upgrade() -> None:
    op.add_column(
        "stock",
        sa.Column("not_counted", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute("DROP VIEW sellable")
    op.execute(AFTER)


def downgrade() -> None:
    op.execute("DROP VIEW sellable")
    op.execute(BEFORE)
    op.drop_column("stock", "not_counted")
