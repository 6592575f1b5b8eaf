"""The operator's own synonyms, and the proposals that came to nothing."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE synonym_rule (
        id uuid PRIMARY KEY,
        key text NOT NULL,
        "left" text[] NOT NULL,
        "right" text[] NOT NULL,
        two_way boolean NOT NULL,
        created_at timestamptz NOT NULL,
        created_by uuid NOT NULL,
        removed_at timestamptz,
        removed_by uuid
    )
    """,
    # One rule once, however often and by whomever it is said; a removed one may come back.
    "CREATE UNIQUE INDEX synonym_rule_in_force ON synonym_rule (key) WHERE removed_at IS NULL",
    """
    CREATE TABLE dismissed_term (
        id uuid PRIMARY KEY,
        term text NOT NULL,
        dismissed_at timestamptz NOT NULL,
        dismissed_by uuid NOT NULL
    )
    """,
    # The handful of terms that several people searched in vain, out of all that is searched.
    """
    CREATE INDEX searched_term_unmet ON searched_term (term)
    WHERE searchers >= 3 AND zero_hits > 0
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP INDEX searched_term_unmet")
    op.execute("DROP TABLE synonym_rule, dismissed_term")
