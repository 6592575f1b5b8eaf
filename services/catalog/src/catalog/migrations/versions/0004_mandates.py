"""Mandates, hand-over, people and the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_APPEND_ONLY = ("activity", "mandate_step")


def upgrade() -> None:
    _mandates()
    _steps()
    _log()
    _handovers()
    _invitations()
    _applications()
    _carry_over()
    op.drop_column("shop", "advisor_mandate")
    for table in _APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in _APPEND_ONLY:
        op.execute(f"DROP TRIGGER append_only ON {table}")
    op.execute("DROP FUNCTION refuse_change()")
    op.add_column(
        "shop",
        sa.Column("advisor_mandate", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(
        """
        UPDATE shop SET advisor_mandate = true FROM mandate
        WHERE mandate.shop_id = shop.id AND mandate.advisor_id = shop.advisor_id
            AND mandate.state = 'granted' AND mandate.until > now()
        """
    )
    op.alter_column("shop", "advisor_mandate", server_default=None)
    for table in ("application", "invitation", "mandate_step", "mandate_key", "mandate"):
        op.drop_table(table)
    op.drop_column("handover", "prepared_by_email")
    op.drop_column("handover", "checks")
    op.drop_index("activity_by_account", "activity")
    op.drop_column("activity", "changes")
    op.execute("DELETE FROM activity WHERE account_id IS NULL")
    op.alter_column("activity", "account_id", nullable=False)


def _mandates() -> None:
    op.create_table(
        "mandate",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("advisor_id", sa.Uuid(), nullable=False),
        sa.Column("advisor_name", sa.String(), nullable=False),
        sa.Column("advisor_email", sa.String(), nullable=False),
        sa.Column("actions", JSONB(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
    )
    # Of each advisor and shop: one open question, and one that was decided last.
    op.create_index(
        "mandate_asked",
        "mandate",
        ["shop_id", "advisor_id"],
        unique=True,
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_index(
        "mandate_decided",
        "mandate",
        ["shop_id", "advisor_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('granted', 'withdrawn')"),
    )
    op.create_index("mandate_of_advisor", "mandate", ["advisor_id", "shop_id"])
    op.create_table(
        "mandate_key",
        sa.Column("code_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("mandate_id", sa.Uuid(), sa.ForeignKey("mandate.id"), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_index("mandate_key_of_mandate", "mandate_key", ["mandate_id"])


def _steps() -> None:
    op.create_table(
        "mandate_step",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("mandate_id", sa.Uuid(), sa.ForeignKey("mandate.id"), nullable=False),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("by_account", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("advisor_name", sa.String(), nullable=False),
        sa.Column("actions", JSONB(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
    )
    op.create_index("mandate_step_of_shop", "mandate_step", ["shop_id", "id"])


def _log() -> None:
    op.add_column(
        "activity",
        sa.Column("changes", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
    )
    op.alter_column("activity", "account_id", nullable=True)
    op.create_index("activity_by_account", "activity", ["shop_id", "account_id", "id"])


def _handovers() -> None:
    op.add_column(
        "handover", sa.Column("prepared_by_email", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "handover",
        sa.Column("checks", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
    )


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("invited_by_name", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("accepted_at", _MOMENT, nullable=True),
    )
    op.create_index("invitation_of_shop", "invitation", ["shop_id", "created_at"])


def _applications() -> None:
    op.create_table(
        "application",
        sa.Column("fingerprint", sa.LargeBinary(), primary_key=True),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )


def _carry_over() -> None:
    """What owners had allowed by leaving the tick stands for twelve months, but not for orders."""
    op.execute(
        """
        INSERT INTO mandate (
            id, shop_id, advisor_id, advisor_name, advisor_email, actions, until, contact, state,
            wording, asked_at, decided_at, decided_by
        )
        SELECT gen_random_uuid(), id, advisor_id, advisor_name, '',
            '["prices", "products", "profile", "proofs", "stock", "visibility"]'::jsonb,
            now() + interval '12 months', '', 'granted', 'before-2026-11',
            coalesce(handed_over_at, created_at), coalesce(handed_over_at, created_at), ''
        FROM shop
        WHERE advisor_id IS NOT NULL AND advisor_mandate
            AND (stage = 'handed_over' OR status <> 'draft')
        """
    )
    op.execute(
        """
        INSERT INTO mandate_step (
            id, mandate_id, shop_id, at, step, by_account, by_name, advisor_name, actions, until,
            wording
        )
        SELECT gen_random_uuid(), id, shop_id, decided_at, 'granted', NULL, '', advisor_name,
            actions, until, wording
        FROM mandate
        """
    )


def _refuse_changes(table: str) -> None:
    op.execute(
        """
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% only grows', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """
    )
    op.execute(
        f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )
