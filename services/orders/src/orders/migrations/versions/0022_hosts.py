"""Who hands out at a pickup point, and what has arrived there."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pickup_point", sa.Column("host_shop_id", sa.Uuid(), nullable=True))
    op.create_index(
        "pickup_point_of_host",
        "pickup_point",
        ["host_shop_id"],
        postgresql_where=sa.text("host_shop_id IS NOT NULL"),
    )
    op.add_column(
        "point_shop",
        sa.Column("with_host", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    op.create_table(
        "arrival",
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("point_id", sa.Uuid(), sa.ForeignKey("pickup_point.id"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    # A point's own people look for all that comes there on a day, whoever brings it.
    op.create_index(
        "shop_order_at_point",
        "shop_order",
        [sa.text("(fulfilment ->> 'point_id')"), "slot_start"],
        postgresql_where=sa.text("fulfilment ->> 'point_id' IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("shop_order_at_point", "shop_order")
    op.drop_table("arrival")
    op.drop_column("point_shop", "with_host")
    op.drop_index("pickup_point_of_host", "pickup_point")
    op.drop_column("pickup_point", "host_shop_id")
