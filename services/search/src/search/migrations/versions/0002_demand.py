"""What was searched, counted by week and municipality, and the passing marks of who did."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE searched_term (
        week text NOT NULL,
        municipality text NOT NULL,
        term text NOT NULL,
        searches integer NOT NULL,
        zero_hits integer NOT NULL,
        searchers integer NOT NULL,
        searches_told integer NOT NULL DEFAULT 0,
        told_at timestamptz,
        version bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (week, municipality, term)
    )
    """,
    # What may be told and has news; a handful of rows, however much is searched.
    """
    CREATE INDEX searched_term_grown ON searched_term (week, municipality, term)
    WHERE searchers >= 3 AND searches > searches_told
    """,
    """
    CREATE TABLE search_mark (
        week text NOT NULL,
        municipality text NOT NULL,
        term text NOT NULL,
        mark text NOT NULL,
        PRIMARY KEY (week, municipality, term, mark)
    )
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE searched_term, search_mark")
