"""Which lines a withdrawal means: what one declaration has paid back, another does not again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("withdrawal_part", sa.Column("positions", ARRAY(sa.Integer()), nullable=True))
    # Older parts name their lines as they were shown, in the order of the list.
    op.execute(
        """
        UPDATE withdrawal_part p SET positions = ARRAY(
            SELECT l.position FROM order_line l
            WHERE l.shop_order_id = p.shop_order_id
                AND l.shown::jsonb IN (SELECT jsonb_array_elements(p.lines::jsonb))
        )
        """
    )
    op.alter_column("withdrawal_part", "positions", nullable=False)


def downgrade() -> None:
    op.drop_column("withdrawal_part", "positions")
