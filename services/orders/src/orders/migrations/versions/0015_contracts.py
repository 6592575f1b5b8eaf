"""What was agreed: frozen texts, checks of age, goods held while somebody is at the checkout."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# A contract is read years later: nobody may touch what it said, nor who checked an identity card.
NEVER_CHANGED = """
    CREATE FUNCTION keep_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME;
    END $$
"""
KEPT = ("legal_text_copy", "age_check")
SELLABLE = """
    SELECT
        o.variant_id, o.product_id, o.shop_id, o.title, o.label, o.picture AS offer_picture,
        o.price, o.deposit, o.vat_class, o.unit_price, o.withdrawn,
        coalesce(k.on_order, false) AS on_order,
        coalesce(k.on_hand - k.reserved, 0) AS available,
        s.slug, s.name, s.place, s.picture AS shop_picture, s.status, s.opening_hours,
        s.preparation_minutes, s.street, s.postal_code, s.phone, s.email, s.pickup_note,
        o.slug AS product_slug, o.deposit_kind, coalesce(k.not_counted, false) AS not_counted,
        o.batch, s.closures, s.special_days, o.facts AS offer_facts, o.category,
        s.tax_mode, s.delivery, s.legal, s.lat, s.lon, s.rules
    FROM offer o
    JOIN shop_copy s ON s.shop_id = o.shop_id
    LEFT JOIN stock k ON k.variant_id = o.variant_id
"""


def upgrade() -> None:
    op.add_column("cart", sa.Column("held_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("cart", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "cart_held", "cart", ["held_until"], postgresql_where=sa.text("held_until IS NOT NULL")
    )
    # A cart's holds name the cart twice; this finds whose they are when a shelf is counted anew.
    op.create_index(
        "hold_of_cart",
        "hold",
        ["variant_id"],
        postgresql_where=sa.text("shop_order_id = order_id"),
    )
    op.create_table(
        "legal_text_copy",
        sa.Column("digest", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "age_check",
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    # Who sells is frozen by name with every order.
    op.execute(
        f"CREATE OR REPLACE VIEW sellable AS {SELLABLE.replace('s.rules', 's.rules, s.imprint')}"
    )
    op.execute(NEVER_CHANGED)
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION keep_as_it_was()"
        )


def downgrade() -> None:
    for table in KEPT:
        op.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
    op.execute("DROP FUNCTION keep_as_it_was()")
    op.execute("DROP VIEW sellable")
    op.execute(f"CREATE VIEW sellable AS {SELLABLE}")
    op.drop_table("age_check")
    op.drop_table("legal_text_copy")
    op.drop_index("hold_of_cart", "hold")
    op.drop_index("cart_held", "cart")
    op.drop_column("cart", "held_until")
    op.drop_column("cart", "held_since")
