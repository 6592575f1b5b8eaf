"""Advisors' cases, from first contact to care."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _cases()
    _people_and_history()
    _notes()
    _appointments()
    _documents()
    _advisors()


def downgrade() -> None:
    for table in (
        "calendar_feed",
        "case_advisor",
        "case_document",
        "case_appointment",
        "case_note",
        "case_stage_change",
        "case_contact",
        "advisor_case",
    ):
        op.drop_table(table)
    op.execute("DROP FUNCTION case_history_stays()")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _id(name: str, target: str | None = None, *, nullable: bool = False) -> sa.Column[UUID]:
    keys = [sa.ForeignKey(target)] if target else []
    return sa.Column(name, sa.Uuid(), *keys, nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, _MOMENT, nullable=nullable)


def _key() -> sa.Column[UUID]:
    return sa.Column("id", sa.Uuid(), primary_key=True)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.BigInteger(), nullable=False)


def _cases() -> None:
    op.create_table(
        "advisor_case",
        _key(),
        *map(_text, ("name", "kind", "place", "postal_code", "municipality")),
        *map(_text, ("origin", "occasion")),
        _id("advisor_id", nullable=True),
        *map(_text, ("advisor_name", "stage")),
        _at("stage_since"),
        sa.Column("drop_reason", sa.String(), nullable=True),
        _text("drop_words"),
        _at("dropped_at", nullable=True),
        _text("next_step"),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("shop_id", sa.Uuid(), sa.ForeignKey("shop.id"), nullable=True, unique=True),
        _at("touched_at"),
        _at("erased_at", nullable=True),
        _version(),
        _at("created_at"),
        _at("updated_at"),
    )
    op.create_index("case_by_stage", "advisor_case", ["stage", "touched_at"])
    op.create_index("case_by_advisor", "advisor_case", ["advisor_id", "stage"])
    op.create_index(
        "case_to_erase",
        "advisor_case",
        ["dropped_at"],
        postgresql_where=sa.text("dropped_at IS NOT NULL AND erased_at IS NULL"),
    )


def _people_and_history() -> None:
    op.create_table(
        "case_contact",
        _key(),
        _id("case_id", "advisor_case.id"),
        *map(_text, ("name", "role", "phone", "email", "preferred")),
    )
    op.create_index("ix_case_contact_case_id", "case_contact", ["case_id"])
    op.create_table(
        "case_stage_change",
        _key(),
        _id("case_id", "advisor_case.id"),
        _at("at"),
        sa.Column("before", sa.String(), nullable=True),
        *map(_text, ("after", "cause")),
        sa.Column("reason", sa.String(), nullable=True),
        _id("account_id", nullable=True),
        _text("account_name"),
    )
    op.create_index("stage_changes_of_case", "case_stage_change", ["case_id", "at"])
    # The funder's report counts by time over all cases.
    op.create_index("ix_case_stage_change_at", "case_stage_change", ["at"])
    op.execute("""
        CREATE FUNCTION case_history_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'case_stage_change is only ever added to'; END $$
    """)
    op.execute("""
        CREATE TRIGGER case_history_stays BEFORE UPDATE OR DELETE ON case_stage_change
        FOR EACH ROW EXECUTE FUNCTION case_history_stays()
    """)


def _notes() -> None:
    op.create_table(
        "case_note",
        _key(),
        _id("case_id", "advisor_case.id"),
        _id("author_id"),
        *map(_text, ("author_name", "text")),
        _at("created_at"),
        _at("edited_at", nullable=True),
        _at("deleted_at", nullable=True),
        _version(),
    )
    op.create_index("notes_of_case", "case_note", ["case_id", "created_at"])
    op.create_index(
        "note_deleted",
        "case_note",
        ["deleted_at"],
        postgresql_where=sa.text("deleted_at IS NOT NULL"),
    )


def _appointments() -> None:
    op.create_table(
        "case_appointment",
        _key(),
        _id("case_id", "advisor_case.id"),
        *map(_text, ("kind", "title")),
        _at("starts_at"),
        _at("ends_at"),
        *map(_text, ("place", "participants", "state")),
        _id("created_by", nullable=True),
        _text("created_by_name"),
        _version(),
        _at("created_at"),
        _at("updated_at"),
        *(
            ExcludeConstraint(
                (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
                name=f"one_at_a_time_in_{room}",
                using="gist",
                where=sa.text(f"kind = '{room}' AND state <> 'cancelled'"),
            )
            for room in ("photo_studio", "makerspace")
        ),
    )
    op.create_index("appointments_of_case", "case_appointment", ["case_id", "starts_at"])
    op.create_index("appointments_by_day", "case_appointment", ["starts_at", "id"])


def _documents() -> None:
    op.create_table(
        "case_document",
        _key(),
        _id("case_id", "advisor_case.id"),
        *map(_text, ("title", "name")),
        sa.Column("size", sa.Integer(), nullable=False),
        _text("fingerprint"),
        _id("uploaded_by"),
        _text("uploaded_by_name"),
        _at("uploaded_at"),
        _at("removed_at", nullable=True),
        *map(_text, ("removed_by_name", "remove_reason")),
    )
    op.create_index("documents_of_case", "case_document", ["case_id", "uploaded_at"])
    op.create_index(
        "document_once",
        "case_document",
        ["case_id", "fingerprint"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def _advisors() -> None:
    op.create_table(
        "case_advisor",
        sa.Column("account_id", sa.Uuid(), primary_key=True),
        _text("name"),
        _at("seen_at"),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("account_id", sa.Uuid(), primary_key=True),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False, unique=True),
        _at("created_at"),
    )
