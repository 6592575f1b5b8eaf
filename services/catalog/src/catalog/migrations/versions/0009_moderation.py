"""Reports, decisions, complaints and recalls."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_APPEND_ONLY = (
    "notice", "notice_step", "moderation_decision", "complaint", "recall_text", "takedown_order",
    "takedown_done",
)  # fmt: skip
_NUMBERS = ("notice", "decision", "complaint", "recall")


def upgrade() -> None:
    for name in _NUMBERS:
        op.execute(f"CREATE SEQUENCE {name}_number")
    _blocks()
    _cases()
    _decisions()
    _recalls()
    _orders_of_authorities()
    for table in _APPEND_ONLY:
        _refuse_changes(table)


def downgrade() -> None:
    for table in (
        "takedown_done", "takedown_order", "recall_text", "recall_product", "recall", "complaint",
        "moderator", "removed_picture", "moderation_decision", "notice_step", "reporter", "notice",
        "notice_case",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_column("shop", "held_for")
    op.drop_column("product", "blocked_for")
    for name in _NUMBERS:
        op.execute(f"DROP SEQUENCE {name}_number")


def _text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False, **more)


def _at(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _MOMENT, nullable=nullable)


def _id(name: str = "id", *, to: str = "", nullable: bool = False) -> sa.Column[Any]:
    keys = [sa.ForeignKey(f"{to}.id")] if to else []
    return sa.Column(name, sa.Uuid(), *keys, primary_key=name == "id", nullable=nullable)


def _number(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, **more)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _blocks() -> None:
    op.add_column("product", _text("blocked_for", server_default=""))
    op.add_column("shop", _text("held_for", server_default=""))
    # Whatever way leads back on sale: none leads past this.
    op.create_check_constraint(
        "product_blocked", "product", "blocked_for = '' OR status <> 'published'"
    )
    op.create_check_constraint("shop_held", "shop", "held_for = '' OR status <> 'live'")


def _cases() -> None:
    op.create_table(
        "notice_case",
        _id(), _text("subject_kind"), _id("subject_id"), _id("product_id", nullable=True),
        _id("shop_id", to="shop"), _text("title"), _text("path"), _at("opened_at"), _at("last_at"),
        _number("notices"), _number("danger"), _text("status"), _id("taken_by", nullable=True),
        _text("taken_by_name"), _at("taken_at", nullable=True), _at("decided_at", nullable=True),
    )  # fmt: skip
    # Of each thing one open case: what comes meanwhile joins it.
    op.create_index(
        "notice_case_open", "notice_case", ["subject_kind", "subject_id"], unique=True,
        postgresql_where=sa.text("status = 'open'"),
    )  # fmt: skip
    # The queue: most dangerous, then oldest.
    op.create_index("notice_case_queue", "notice_case",
                    ["status", sa.text("danger DESC"), "opened_at", "id"])  # fmt: skip
    op.create_index("notice_case_of_shop", "notice_case", ["shop_id"])
    op.create_table(
        "notice",
        _id(), _text("number", unique=True), _id("case_id", to="notice_case"), _text("reason"),
        _text("explanation"), _text("place"), _flag("danger_to_life"), _flag("good_faith"),
        _at("at"), sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("case_id", "fingerprint", name="notice_once"),
    )  # fmt: skip
    op.create_index("notice_by_time", "notice", ["at"])
    op.create_table(
        "reporter",
        sa.Column("notice_id", sa.Uuid(), sa.ForeignKey("notice.id"), primary_key=True),
        _text("name"), _text("email"), sa.Column("sender", sa.LargeBinary(), nullable=False),
        _at("at"),
    )  # fmt: skip
    op.create_index("reporter_by_sender", "reporter", ["sender", "at"])
    op.create_index("reporter_by_age", "reporter", ["at"])
    op.create_table(
        "notice_step",
        _id(), _id("case_id", to="notice_case"), _at("at"), _id("account_id", nullable=True),
        _text("account_name"), _text("step"), _text("note"),
    )  # fmt: skip
    op.create_index("notice_step_of_case", "notice_step", ["case_id", "id"])
    op.create_table(
        "moderator",
        sa.Column("account_id", sa.Uuid(), primary_key=True), _text("name"), _at("seen_at"),
    )  # fmt: skip


def _decisions() -> None:
    op.create_table(
        "moderation_decision",
        _id(), _text("number", unique=True), _id("case_id", to="notice_case"),
        _id("shop_id", to="shop"), _text("kind"), _text("measure"), _text("ground"),
        _text("basis"), _text("facts"), _text("title"), _at("at"), _id("decided_by"),
        _text("decided_by_name"), sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("complain_until", sa.Date(), nullable=True), _flag("automated"),
        sa.Column("effects", JSONB(), nullable=False), _id("complaint_id", nullable=True),
        _flag("reverses"),
    )  # fmt: skip
    # A case is decided once, a complaint as well, and what is lifted stays lifted.
    op.create_index("decision_first", "moderation_decision", ["case_id"], unique=True,
                    postgresql_where=sa.text("kind = 'first'"))  # fmt: skip
    op.create_index("decision_of_complaint", "moderation_decision", ["complaint_id"], unique=True,
                    postgresql_where=sa.text("complaint_id IS NOT NULL"))  # fmt: skip
    op.create_index("decision_reversal", "moderation_decision", ["case_id"], unique=True,
                    postgresql_where=sa.text("reverses"))  # fmt: skip
    op.create_index("decision_of_case", "moderation_decision", ["case_id", "id"])
    op.create_index("decision_of_shop", "moderation_decision", ["shop_id", "id"])
    op.create_index("decision_by_time", "moderation_decision", ["at"])
    op.create_table(
        "removed_picture",
        sa.Column("decision_id", sa.Uuid(), sa.ForeignKey("moderation_decision.id"),
                  primary_key=True),
        sa.Column("file", sa.String(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "complaint",
        _id(), _text("number", unique=True), _id("decision_id", to="moderation_decision"),
        _id("case_id", to="notice_case"), _text("party"), _text("words"), _at("at"),
        _id("account_id", nullable=True), _text("account_name"),
        # Each side complains once about a decision.
        sa.UniqueConstraint("decision_id", "party", name="complaint_once"),
    )  # fmt: skip
    op.create_index("complaint_of_case", "complaint", ["case_id", "id"])


def _recalls() -> None:
    op.create_table(
        "recall",
        _id(), _text("number", unique=True), _text("source"), _text("reference"),
        _at("received_at"), sa.Column("due_on", sa.Date(), nullable=True), _flag("by_shop"),
        _text("batch"), sa.Column("sold_from", sa.Date(), nullable=True),
        sa.Column("sold_to", sa.Date(), nullable=True), _text("status"), _number("version"),
        _at("created_at"), _id("created_by"), _text("created_by_name"),
        _at("published_at", nullable=True), _at("ended_at", nullable=True),
    )  # fmt: skip
    op.create_index("recall_public", "recall", [sa.text("published_at DESC"), sa.text("id DESC")],
                    postgresql_where=sa.text("status <> 'draft'"))  # fmt: skip
    op.create_table(
        "recall_product",
        sa.Column("recall_id", sa.Uuid(), sa.ForeignKey("recall.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        _id("product_id", to="product"), _id("shop_id", to="shop"), _text("title"),
        _id("variant_id", nullable=True), _text("variant"),
    )  # fmt: skip
    op.create_index("recall_of_product", "recall_product", ["product_id"])
    op.create_index("recall_of_shop", "recall_product", ["shop_id", "recall_id"])
    op.create_table(
        "recall_text",
        sa.Column("recall_id", sa.Uuid(), sa.ForeignKey("recall.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        _text("title"), _text("danger"), _text("action"), _text("remedy"), _text("contact"),
        _at("at"), _id("account_id"), _text("account_name"), _flag("mailed"),
    )  # fmt: skip


def _orders_of_authorities() -> None:
    op.create_table(
        "takedown_order",
        _id(), _text("source"), _text("authority"), _text("order_number"), _text("subject"),
        _at("received_at"), sa.Column("due_on", sa.Date(), nullable=False), _at("entered_at"),
        _id("entered_by"), _text("entered_by_name"),
        # The same order entered twice is one.
        sa.UniqueConstraint("authority", "order_number", name="takedown_once"),
    )  # fmt: skip
    op.create_index("takedown_by_due", "takedown_order", ["due_on", "id"])
    op.create_table(
        "takedown_done",
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("takedown_order.id"), primary_key=True),
        _at("at"), _id("account_id"), _text("account_name"), _text("note"),
    )  # fmt: skip


def _refuse_changes(table: str) -> None:
    """The function came with the log of shops."""
    op.execute(
        f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """
    )
