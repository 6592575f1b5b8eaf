"""Where goods are handed over: pickup points, delivery rounds, and times that may be moved."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Beside `keep_slot_load`, which follows the status: this one follows the place and the time.
MOVE = """
    CREATE FUNCTION move_slot_load() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.status IN ('declined', 'cancelled') OR NEW.status IN ('declined', 'cancelled') THEN
            RETURN NULL;
        END IF;
        IF OLD.slot_place IS NOT NULL THEN
            UPDATE slot_load SET taken = taken - 1
            WHERE place = OLD.slot_place AND start = OLD.slot_start;
        END IF;
        IF NEW.slot_place IS NOT NULL THEN
            INSERT INTO slot_load AS load (place, start, taken)
            VALUES (NEW.slot_place, NEW.slot_start, 1)
            ON CONFLICT (place, start) DO UPDATE SET taken = load.taken + 1;
        END IF;
        RETURN NULL;
    END $$
"""


def _texts(*names: str) -> list[sa.Column[str]]:
    return [
        sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")) for name in names
    ]


def _list(name: str) -> sa.Column[object]:
    return sa.Column(name, JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb"))


def _flag(name: str, *, default: bool) -> sa.Column[bool]:
    word = "true" if default else "false"
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.text(word))


def upgrade() -> None:
    op.create_table(
        "pickup_point",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("slug", sa.Text(), nullable=False, unique=True),
        sa.Column("name", sa.Text(), nullable=False),
        *_texts("street", "postal_code", "place"),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        *_texts("hours", "hint"),
        _list("temperatures"),
        sa.Column("capacity", sa.Integer(), sa.CheckConstraint("capacity > 0"), nullable=True),
        _flag("attended", default=True),
        _flag("pay_there", default=False),
        _flag("active", default=True),
    )
    op.create_table(
        "point_shop",
        sa.Column("point_id", sa.Uuid(), sa.ForeignKey("pickup_point.id"), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), primary_key=True),
        _list("days"),
        sa.Column(
            "lead_hours", sa.Integer(), sa.CheckConstraint("lead_hours >= 0"), nullable=False
        ),
    )
    op.create_index("point_shop_of_shop", "point_shop", ["shop_id"])
    op.create_table(
        "tour",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("slug", sa.Text(), nullable=False, unique=True),
        sa.Column("name", sa.Text(), nullable=False),
        _list("postal_codes"),
        sa.Column("weekday", sa.Text(), nullable=False),
        *_texts("starts", "ends"),
        sa.Column(
            "cutoff_hours", sa.Integer(), sa.CheckConstraint("cutoff_hours >= 0"), nullable=False
        ),
        sa.Column("capacity", sa.Integer(), sa.CheckConstraint("capacity > 0"), nullable=True),
        sa.Column("fee", sa.Integer(), sa.CheckConstraint("fee >= 0"), nullable=False),
        sa.Column("free_from", sa.Integer(), nullable=True),
        _list("temperatures"),
        *_texts("hint"),
        _flag("pay_there", default=True),
        _flag("active", default=True),
    )
    op.create_table(
        "tour_shop",
        sa.Column("tour_id", sa.Uuid(), sa.ForeignKey("tour.id"), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), primary_key=True),
    )
    op.create_index("tour_shop_of_shop", "tour_shop", ["shop_id"])
    op.execute(MOVE)
    op.execute(
        """
        CREATE TRIGGER slot_load_moved AFTER UPDATE OF slot_place, slot_start ON shop_order
        FOR EACH ROW
        WHEN (NEW.slot_place IS DISTINCT FROM OLD.slot_place OR NEW.slot_start <> OLD.slot_start)
        EXECUTE FUNCTION move_slot_load()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER slot_load_moved ON shop_order")
    op.execute("DROP FUNCTION move_slot_load()")
    for table in ("tour_shop", "tour", "point_shop", "pickup_point"):
        op.drop_table(table)
