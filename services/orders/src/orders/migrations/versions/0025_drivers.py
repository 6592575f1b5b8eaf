"""Which shop drives a delivery round, and which shops let it carry what is theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tour", sa.Column("driver_shop_id", sa.Uuid(), nullable=True))
    op.create_index(
        "tour_of_driver",
        "tour",
        ["driver_shop_id"],
        postgresql_where=sa.text("driver_shop_id IS NOT NULL"),
    )
    op.add_column(
        "tour_shop",
        sa.Column("with_driver", sa.Boolean(), nullable=False, server_default=sa.text("false")),
    )
    # Who drives looks for all that is brought in a round on a day, whoever sells it.
    op.create_index(
        "shop_order_on_tour",
        "shop_order",
        [sa.text("(fulfilment ->> 'tour_id')"), "slot_start"],
        postgresql_where=sa.text("fulfilment ->> 'tour_id' IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("shop_order_on_tour", "shop_order")
    op.drop_column("tour_shop", "with_driver")
    op.drop_index("tour_of_driver", "tour")
    op.drop_column("tour", "driver_shop_id")
