"""What kinds of goods, ways of handing over, terms and reductions need of every order."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON, JSONB

revision = "0012"
down_revision = "0011"
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
        o.slug AS product_slug, o.deposit_kind, coalesce(k.not_counted, false) AS not_counted,
        o.batch, s.closures, s.special_days
    FROM offer o
    JOIN shop_copy s ON s.shop_id = o.shop_id
    LEFT JOIN stock k ON k.variant_id = o.variant_id
"""
AFTER = BEFORE.replace(
    "o.batch, s.closures, s.special_days",
    """o.batch, s.closures, s.special_days, o.facts AS offer_facts, o.category,
        s.tax_mode, s.delivery, s.legal, s.lat, s.lon, s.rules""",
)
# Counted where the status is written, so that no way of ending an order can forget it.
TAKE_PLACE = """
    CREATE FUNCTION keep_slot_load() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        was integer := CASE
            WHEN TG_OP = 'UPDATE' AND OLD.status NOT IN ('declined', 'cancelled') THEN 1 ELSE 0
        END;
        is_now integer := CASE WHEN NEW.status NOT IN ('declined', 'cancelled') THEN 1 ELSE 0 END;
    BEGIN
        IF was <> is_now THEN
            INSERT INTO slot_load AS load (place, start, taken)
            VALUES (NEW.slot_place, NEW.slot_start, is_now)
            ON CONFLICT (place, start) DO UPDATE SET taken = load.taken + is_now - was;
        END IF;
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    for column in (
        sa.Column("delivery", JSONB(), nullable=True),
        sa.Column("legal", JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb")),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("rules", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
    ):
        op.add_column("shop_copy", column)
    op.add_column(
        "offer",
        sa.Column("facts", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
    )
    op.execute("DROP VIEW sellable")
    op.execute(AFTER)
    op.add_column("order", sa.Column("buyer", JSON(), nullable=True))
    op.add_column("order", sa.Column("placed_by", sa.Uuid(), nullable=True))
    op.add_column("order", sa.Column("wishes", JSON(), nullable=True))
    op.add_column(
        "shop_order", sa.Column("fee", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.add_column("shop_order", sa.Column("fulfilment", JSON(), nullable=True))
    op.add_column("shop_order", sa.Column("terms", JSON(), nullable=True))
    op.add_column("shop_order", sa.Column("slot_place", sa.Text(), nullable=True))
    op.execute("ALTER TABLE shop_order DROP CONSTRAINT shop_order_check")
    op.create_check_constraint(
        "shop_order_adds_up", "shop_order", "total = subtotal + deposit_total + fee"
    )
    op.add_column("order_line", sa.Column("vat_permille", sa.Integer(), nullable=True))
    op.create_table(
        "slot_load",
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("start", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("taken", sa.Integer(), sa.CheckConstraint("taken >= 0"), nullable=False),
    )
    op.execute(TAKE_PLACE)
    op.execute(
        """
        CREATE TRIGGER slot_load_new AFTER INSERT ON shop_order
        FOR EACH ROW WHEN (NEW.slot_place IS NOT NULL) EXECUTE FUNCTION keep_slot_load()
        """
    )
    op.execute(
        """
        CREATE TRIGGER slot_load_changed AFTER UPDATE OF status ON shop_order
        FOR EACH ROW WHEN (NEW.slot_place IS NOT NULL) EXECUTE FUNCTION keep_slot_load()
        """
    )
    op.create_table(
        "reduction",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("goods", sa.Integer(), sa.CheckConstraint("goods >= 0"), nullable=False),
        sa.Column("deposit", sa.Integer(), sa.CheckConstraint("deposit >= 0"), nullable=False),
        sa.Column("fee", sa.Integer(), sa.CheckConstraint("fee >= 0"), nullable=False),
        sa.Column("details", JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("reduction_of_shop_order", "reduction", ["shop_order_id"])


def downgrade() -> None:
    op.drop_table("reduction")
    op.execute("DROP TRIGGER slot_load_changed ON shop_order")
    op.execute("DROP TRIGGER slot_load_new ON shop_order")
    op.execute("DROP FUNCTION keep_slot_load()")
    op.drop_table("slot_load")
    op.drop_column("order_line", "vat_permille")
    op.drop_constraint("shop_order_adds_up", "shop_order")
    for name in ("slot_place", "terms", "fulfilment", "fee"):
        op.drop_column("shop_order", name)
    op.execute(
        "ALTER TABLE shop_order ADD CONSTRAINT shop_order_check "
        "CHECK (total = subtotal + deposit_total)"
    )
    op.drop_column("order", "wishes")
    op.drop_column("order", "placed_by")
    op.drop_column("order", "buyer")
    op.execute("DROP VIEW sellable")
    op.execute(BEFORE)
    op.drop_column("offer", "facts")
    for name in ("rules", "lon", "lat", "legal", "delivery"):
        op.drop_column("shop_copy", name)
