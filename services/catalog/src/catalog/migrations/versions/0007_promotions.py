"""Promotions, freshness, what a unit price is computed from; price history that only grows."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_GUARDS = (
    """
    CREATE FUNCTION price_period_only_closes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
            AND (OLD.id, OLD.variant_id, OLD.price, OLD.offered, OLD.valid_from)
                = (NEW.id, NEW.variant_id, NEW.price, NEW.offered, NEW.valid_from) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'price history is append-only (§ 11 PAngV)';
    END $$
    """,
    """
    CREATE TRIGGER price_period_append_only BEFORE UPDATE OR DELETE ON price_period
    FOR EACH ROW EXECUTE FUNCTION price_period_only_closes()
    """,
    """
    CREATE FUNCTION promotion_change_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the history of promotions is append-only';
    END $$
    """,
    """
    CREATE TRIGGER promotion_change_append_only BEFORE UPDATE OR DELETE ON promotion_change
    FOR EACH ROW EXECUTE FUNCTION promotion_change_only_grows()
    """,
)


def upgrade() -> None:
    for column in _of_variant():
        op.add_column("variant", column)
    for column in _of_product():
        op.add_column("product", column)
    op.create_index(
        "product_to_confirm",
        "product",
        ["confirmed_at"],
        postgresql_where=sa.text("status = 'published' AND availability = 'said'"),
    )
    op.create_index(
        "product_said_of_shop",
        "product",
        ["shop_id", sa.text("lower(title)"), "id"],
        postgresql_where=sa.text("availability = 'said'"),
    )
    _promotions()
    for statement in _GUARDS:
        op.execute(statement)


def _promotions() -> None:
    op.create_table(
        "promotion",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("product.id"), nullable=False),
        sa.Column("variant_id", sa.Uuid(), sa.ForeignKey("variant.id"), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("chain_began_at", _MOMENT, nullable=True),
        sa.Column("chain_reference", sa.Integer(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.CheckConstraint("price > 0 AND ends_at >= starts_at", name="promotion_makes_sense"),
    )
    op.create_index("promotions_of_product", "promotion", ["product_id", "starts_at"])
    op.create_index("promotions_of_shop", "promotion", ["shop_id", "id"])
    op.create_index(
        "promotion_running",
        "promotion",
        ["variant_id"],
        unique=True,
        postgresql_where=sa.text("status = 'running'"),
    )
    op.create_index(
        "promotion_to_start",
        "promotion",
        ["starts_at"],
        postgresql_where=sa.text("status = 'planned'"),
    )
    op.create_index(
        "promotion_to_end",
        "promotion",
        ["ends_at"],
        postgresql_where=sa.text("status = 'running'"),
    )
    op.create_table(
        "promotion_change",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("promotion_id", sa.Uuid(), sa.ForeignKey("promotion.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("state", JSONB(), nullable=False),
    )
    op.create_index("changes_of_promotion", "promotion_change", ["promotion_id", "id"])


def downgrade() -> None:
    op.drop_table("promotion_change")
    op.drop_table("promotion")
    op.execute("DROP TRIGGER price_period_append_only ON price_period")
    op.execute("DROP FUNCTION price_period_only_closes, promotion_change_only_grows")
    op.drop_index("product_said_of_shop", "product")
    op.drop_index("product_to_confirm", "product")
    for column in reversed(_of_product()):
        op.drop_column("product", column.name)
    for column in reversed(_of_variant()):
        op.drop_column("variant", column.name)


def _of_variant() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("content_count", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("content_drained", sa.Numeric(), nullable=True),
        sa.Column("loose", sa.Boolean(), nullable=False, server_default="false"),
        sa.Column("unit_price_exempt", sa.String(), nullable=True),
        sa.Column("promo_price", sa.Integer(), nullable=True),
        sa.Column("promo_reference", sa.Integer(), nullable=True),
        sa.Column("promo_percent", sa.Integer(), nullable=True),
        sa.Column("promo_until", _MOMENT, nullable=True),
        sa.Column("promo_reason", sa.String(), nullable=True),
    )


def _of_product() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("availability", sa.String(), nullable=False, server_default="counted"),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("paused_for", sa.String(), nullable=False, server_default=""),
    )
