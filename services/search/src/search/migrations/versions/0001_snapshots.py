"""Snapshots of products, shops and stock, and how far each index has followed them."""

from alembic import op
from marketkit.db.migrations import create_kit_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "CREATE SEQUENCE snapshot_seq",
    """
    CREATE TABLE product_snapshot (
        product_id uuid PRIMARY KEY,
        shop_id uuid NOT NULL,
        version bigint NOT NULL,
        doc jsonb,
        deleted boolean NOT NULL,
        seq bigint NOT NULL,
        CONSTRAINT product_snapshot_told CHECK (deleted OR doc IS NOT NULL)
    )
    """,
    # What an index has not seen yet: everything above its cursor.
    "CREATE INDEX product_snapshot_seq ON product_snapshot (seq)",
    # A shop that opens, closes or moves takes its products along.
    "CREATE INDEX product_snapshot_shop ON product_snapshot (shop_id)",
    """
    CREATE TABLE shop_snapshot (
        shop_id uuid PRIMARY KEY,
        version bigint NOT NULL,
        doc jsonb NOT NULL
    )
    """,
    """
    CREATE TABLE stock_snapshot (
        variant_id uuid PRIMARY KEY,
        product_id uuid NOT NULL,
        version bigint NOT NULL,
        available integer,
        on_order boolean NOT NULL
    )
    """,
    "CREATE INDEX stock_snapshot_product ON stock_snapshot (product_id)",
    """
    CREATE TABLE index_cursor (
        engine text PRIMARY KEY,
        seq bigint NOT NULL,
        fingerprint text NOT NULL
    )
    """,
    """
    CREATE TABLE parked_document (
        engine text NOT NULL,
        product_id uuid NOT NULL,
        seq bigint NOT NULL,
        reason text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (engine, product_id)
    )
    """,
)


def upgrade() -> None:
    create_kit_tables(op.execute)
    for statement in TABLES:
        op.execute(statement)
