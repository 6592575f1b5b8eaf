"""Shops say when they are closed, and on which days other hours hold."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NAMES = ("closures", "special_days")
BEFORE = """
    CREATE VIEW sellable AS
    SELECT
        o.variant_id, o.product_id, o.shop_id, o.title, o.label, o.picture AS offer_picture,
        o.price, o.deposit, o.vat_class, o.unit_price, o.withdrawn,
        coalesce(k.on_order, false) AS on_order,
        coalesce(k.on_hand - k.reserved, 0) AS available,
        s.slug, s.name, s.place, s.picture AS shop_picture, s.status, s.opening_hours,
        s.preparation_minutes, s.street, s.postal_code, s.phone, s.email, s.pickup_note,
        o.slug AS product_slug, o.deposit_kind, coalesce(k.not_counted, false) AS not_counted,
        o.batch
    FROM offer o
    JOIN shop_copy s ON s.shop_id = o.shop_id
    LEFT JOIN stock k ON k.variant_id = o.variant_id
"""
AFTER = BEFORE.replace("o.batch\n", "o.batch, s.closures, s.special_days\n")


def upgrade() -> None:
    for name in _NAMES:
        op.add_column(
            "shop_copy",
            sa.Column(name, JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb")),
        )
    op.execute("DROP VIEW sellable")
    op.execute(AFTER)


def downgrade() -> None:
    op.execute("DROP VIEW sellable")
    op.execute(BEFORE)
    for name in _NAMES:
        op.drop_column("shop_copy", name)
