"""Imports, and the indexes of fast lists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_OF_JOB = ["job_id"], ["import_job.id"]

# What is on the shelves already: words and gaps come with the next change of each.
_FILL = """
    INSERT INTO product_entry (product_id, shop_id, title, status, category, price, stock,
        incomplete, updated_at, words)
    SELECT product.id, product.shop_id, lower(title), status, category,
        coalesce(min(price), 0),
        coalesce(sum(CASE WHEN on_order THEN 1000000 ELSE available END), 0), false, updated_at,
        array_to_tsvector(array_agg(DISTINCT '#' || product.shop_id)) ||
            to_tsvector('simple', title || ' ' || coalesce(string_agg(sku, ' '), ''))
    FROM product LEFT JOIN variant ON variant.product_id = product.id
    GROUP BY product.id
"""


def upgrade() -> None:
    # Articles have a number of the whole world, and the last count that was told.
    op.add_column(
        "variant", sa.Column("ean", sa.String(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("variant", sa.Column("counted", sa.Integer(), nullable=True))
    op.create_index(
        "variant_ean", "variant", ["shop_id", "ean"], postgresql_where=sa.text("ean <> ''")
    )
    _jobs()
    _parts()
    _entries()
    op.execute(_FILL)


def downgrade() -> None:
    for table in (
        "product_entry", "import_undo", "import_picture", "import_line", "import_file",
        "import_job",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index("variant_ean", "variant")
    op.drop_column("variant", "counted")
    op.drop_column("variant", "ean")


def _jobs() -> None:
    op.create_table(
        "import_job",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("account_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("roles", JSONB(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("columns", JSONB(), nullable=False),
        sa.Column("defaults", JSONB(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("counts", JSONB(), nullable=False),
        sa.Column("leave_out", sa.Boolean(), nullable=False),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("lease_until", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("applied_at", _MOMENT, nullable=True),
        sa.Column("undone_at", _MOMENT, nullable=True),
    )
    op.create_index("import_job_of_shop", "import_job", ["shop_id", "id"])
    op.create_index(
        "import_job_waiting",
        "import_job",
        ["created_at"],
        postgresql_where=sa.text("state IN ('uploaded', 'reading', 'applying', 'undoing')"),
    )
    op.create_index("import_job_age", "import_job", ["updated_at"])


def _parts() -> None:
    op.create_table(
        "import_file",
        sa.Column("job_id", sa.Uuid(), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(*_OF_JOB, ondelete="CASCADE"),
    )
    op.create_table(
        "import_line",
        sa.Column("job_id", sa.Uuid(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("faults", JSONB(), nullable=False),
        sa.Column("changes", JSONB(), nullable=False),
        sa.Column("notes", JSONB(), nullable=False),
        sa.Column("form", JSONB(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(*_OF_JOB, ondelete="CASCADE"),
    )
    op.create_index("import_line_by_state", "import_line", ["job_id", "state", "number"])
    op.create_table(
        "import_picture",
        sa.Column("job_id", sa.Uuid(), primary_key=True),
        sa.Column("entry", sa.String(), primary_key=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(*_OF_JOB, ondelete="CASCADE"),
    )
    op.create_table(
        "import_undo",
        sa.Column("job_id", sa.Uuid(), primary_key=True),
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("product.id"), primary_key=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("before", JSONB(), nullable=True),
        sa.ForeignKeyConstraint(*_OF_JOB, ondelete="CASCADE"),
    )


def _entries() -> None:
    op.create_table(
        "product_entry",
        sa.Column("product_id", sa.Uuid(), sa.ForeignKey("product.id"), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.Boolean(), nullable=False),
        sa.Column("reduced_until", _MOMENT, nullable=True),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("words", TSVECTOR(), nullable=False),
    )
    for name, columns in (
        ("title", ["title"]),
        ("price", ["price"]),
        ("change", ["updated_at"]),
        ("stock", ["stock"]),
        ("status", ["status", "title"]),
        ("category", ["category", "title"]),
    ):
        op.create_index(
            f"product_entry_by_{name}", "product_entry", ["shop_id", *columns, "product_id"]
        )
    for name, condition in (
        ("out", "(stock = 0) IS TRUE"),
        ("incomplete", "incomplete"),
        ("reduced", "reduced_until IS NOT NULL"),
        ("said", "confirmed_at IS NOT NULL"),
    ):
        op.create_index(
            f"product_entry_{name}",
            "product_entry",
            ["shop_id", "title", "product_id"],
            postgresql_where=sa.text(condition),
        )
    op.create_index(
        "product_entry_words",
        "product_entry",
        ["words"],
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 128},
    )
