"""What the region searches, and the counters of the funder's report."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE demand (
        id uuid PRIMARY KEY,
        week varchar NOT NULL,
        municipality varchar NOT NULL,
        term varchar NOT NULL,
        searches integer NOT NULL,
        searchers integer NOT NULL,
        zero_hits integer NOT NULL,
        version bigint NOT NULL
    )
    """,
    # The board's order.
    "CREATE INDEX demand_of_week ON demand (week, searchers DESC, id DESC)",
    # The same term in the week before.
    "CREATE UNIQUE INDEX demand_once ON demand (week, municipality, term)",
    # A quarter is a range of days.
    """
    CREATE TABLE sales_day (
        day date NOT NULL,
        shop_id uuid NOT NULL,
        handed_over integer NOT NULL,
        PRIMARY KEY (day, shop_id)
    )
    """,
    """
    CREATE TABLE offers_day (
        day date NOT NULL,
        municipality varchar NOT NULL,
        offers integer NOT NULL,
        fresh integer NOT NULL,
        PRIMARY KEY (day, municipality)
    )
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE demand, sales_day, offers_day")
