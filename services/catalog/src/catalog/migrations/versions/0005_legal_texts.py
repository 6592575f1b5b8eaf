"""Legal texts in versions, closures, the shop's photo."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LISTS = ("closures", "special_days", "legal")
_TEXTS = ("own_terms", "legal_edition")


def upgrade() -> None:
    for name in _LISTS:
        op.add_column(
            "shop", sa.Column(name, JSONB(), nullable=False, server_default=sa.text("'[]'::jsonb"))
        )
    for name in _TEXTS:
        op.add_column("shop", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("shop", sa.Column("photo", JSONB(), nullable=True))
    op.create_table(
        "legal_text",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("missing", JSONB(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
    )
    # Also what keeps two changes at once from making one version twice.
    op.create_index("legal_text_version", "legal_text", ["shop_id", "kind", "version"], unique=True)
    # The newest first of all kinds together: the list behind the counter.
    op.create_index("legal_text_of_shop", "legal_text", ["shop_id", "id"])
    op.execute(
        """
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_text
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )
    # Which shops have texts of other templates: the worker asks again and again.
    op.create_index("shop_by_legal_edition", "shop", ["legal_edition"])


def downgrade() -> None:
    op.drop_index("shop_by_legal_edition", "shop")
    op.drop_table("legal_text")
    op.drop_column("shop", "photo")
    for name in (*_TEXTS, *_LISTS):
        op.drop_column("shop", name)
