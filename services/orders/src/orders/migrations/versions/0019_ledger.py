"""The market's books: entries, shops' accounts, transfers, fees."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEEP_BOOKS = """
    CREATE FUNCTION keep_books() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the books are only ever added to' USING ERRCODE = 'check_violation';
    END $$
"""
# At the end of the transaction: an entry and its postings come one after another.
BALANCE_BOOKS = """
    CREATE FUNCTION balance_books() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        entry uuid := CASE TG_TABLE_NAME
            WHEN 'ledger_entry' THEN (to_jsonb(NEW) ->> 'id')::uuid
            ELSE (to_jsonb(NEW) ->> 'entry_id')::uuid
        END;
    BEGIN
        IF (SELECT sum(amount) FROM ledger_posting WHERE entry_id = entry) IS DISTINCT FROM 0 THEN
            RAISE EXCEPTION 'entry % does not sum to zero', entry
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
"""


# Whatever changes what a shop is to get says so here, so that no use case can forget it.
LOOK_AGAIN = """
    CREATE FUNCTION share_look_again() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        what jsonb := to_jsonb(NEW);
    BEGIN
        IF what ->> 'shop_order_id' IS NOT NULL THEN
            UPDATE share SET state = 'due', available_at = now(), attempts = 0
            WHERE shop_order_id = (what ->> 'shop_order_id')::uuid;
        ELSE
            UPDATE share SET state = 'due', available_at = now(), attempts = 0
            WHERE order_id = (what ->> 'order_id')::uuid;
        END IF;
        RETURN NULL;
    END $$
"""
CAUSES = (
    ("refund", "INSERT OR UPDATE OF status", "true"),
    ("reduction", "INSERT", "true"),
    ("withdrawal_part", "UPDATE OF state", "true"),
    ("counter_refund", "INSERT", "true"),
    ("dispute_share", "INSERT OR UPDATE", "true"),
    (
        "ledger_entry",
        "INSERT",
        "NEW.order_id IS NOT NULL AND NEW.kind IN ('payment_received', 'dispute_lost')",
    ),
)
# A share that waits only for the account goes on when there is one.
ACCOUNT_ACTIVE = """
    CREATE FUNCTION share_account_active() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE share SET state = 'due', available_at = now(), attempts = 0
        WHERE shop_id = NEW.shop_id AND state = 'open';
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    _books()
    _accounts()
    _payouts()
    _shares()
    _transfers()
    _rules()
    op.execute(LOOK_AGAIN)
    for table, when, only in CAUSES:
        op.execute(
            f"CREATE TRIGGER {table}_share AFTER {when} ON {table} FOR EACH ROW WHEN ({only}) "
            "EXECUTE FUNCTION share_look_again()"
        )
    op.execute(ACCOUNT_ACTIVE)
    op.execute(
        "CREATE TRIGGER shop_account_active AFTER INSERT OR UPDATE OF state ON shop_account "
        "FOR EACH ROW WHEN (NEW.state = 'active') EXECUTE FUNCTION share_account_active()"
    )


def downgrade() -> None:
    for table, _, _ in CAUSES:
        op.execute(f"DROP TRIGGER {table}_share ON {table}")
    op.execute("DROP FUNCTION share_look_again()")
    for table in (
        "commission_rule",
        "transfer_reversal",
        "transfer",
        "share",
        "payout",
        "shop_account",
    ):
        op.drop_table(table)
    op.execute("DROP FUNCTION share_account_active()")
    op.drop_table("ledger_posting")
    op.drop_table("ledger_entry")
    op.execute("DROP FUNCTION balance_books()")
    op.execute("DROP FUNCTION keep_books()")


def _books() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=True),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=True),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
    )
    op.create_index(
        "ledger_entry_order",
        "ledger_entry",
        ["order_id"],
        postgresql_where=sa.text("order_id IS NOT NULL"),
    )
    op.create_table(
        "ledger_posting",
        sa.Column("entry_id", sa.Uuid(), sa.ForeignKey("ledger_entry.id"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount <> 0"), nullable=False),
    )
    op.create_index(
        "ledger_posting_shop",
        "ledger_posting",
        ["shop_id", "account", "entry_id"],
        postgresql_where=sa.text("shop_id IS NOT NULL"),
    )
    op.execute(KEEP_BOOKS)
    op.execute(BALANCE_BOOKS)
    for table in ("ledger_entry", "ledger_posting"):
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION keep_books()"
        )
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_balanced AFTER INSERT ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_books()"
        )


def _accounts() -> None:
    op.create_table(
        "shop_account",
        sa.Column("shop_id", sa.Uuid(), primary_key=True),
        sa.Column("provider_id", sa.Text(), nullable=True, unique=True),
        sa.Column(
            "state",
            sa.Text(),
            sa.CheckConstraint(
                "state IN ('none', 'onboarding', 'pending', 'active', 'restricted', 'rejected')"
            ),
            nullable=False,
        ),
        sa.Column("requirements", JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")),
        sa.Column("call_number", sa.Integer(), nullable=False, server_default=sa.text("1")),
        _now("created_at"),
        _now("updated_at"),
    )


def _payouts() -> None:
    op.create_table(
        "payout",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "kind", sa.Text(), sa.CheckConstraint("kind IN ('provider', 'manual')"), nullable=False
        ),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True, unique=True),
        sa.Column("key", sa.Text(), nullable=True, unique=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        _now("created_at"),
        _now("updated_at"),
    )
    op.create_index("payout_shop", "payout", ["shop_id", "id"])


def _shares() -> None:
    op.create_table(
        "share",
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), primary_key=True),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Text(),
            sa.CheckConstraint("state IN ('due', 'open', 'settled')"),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        _now("available_at"),
        _now("created_at"),
    )
    op.create_index("share_order", "share", ["order_id"])
    op.create_index(
        "share_due", "share", ["available_at"], postgresql_where=sa.text("state = 'due'")
    )
    op.create_index(
        "share_open",
        "share",
        ["shop_id", "created_at"],
        postgresql_where=sa.text("state = 'open'"),
    )


def _transfers() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("order_id", sa.Uuid(), sa.ForeignKey("order.id"), nullable=False),
        sa.Column("shop_order_id", sa.Uuid(), sa.ForeignKey("shop_order.id"), nullable=False),
        sa.Column("shop_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount >= 0"), nullable=False),
        sa.Column(
            "netted",
            sa.Integer(),
            sa.CheckConstraint("netted >= 0"),
            nullable=False,
            server_default=sa.text("0"),
        ),
        sa.Column(
            "state",
            sa.Text(),
            sa.CheckConstraint(
                "state IN ('requested', 'sent', 'failed', 'dropped', 'manual', 'netted')"
            ),
            nullable=False,
        ),
        sa.Column("payout_id", sa.Uuid(), sa.ForeignKey("payout.id"), nullable=True),
        *_calls(),
        sa.UniqueConstraint("order_id", "shop_id", "round"),
    )
    _waiting("transfer")
    op.create_index(
        "transfer_failed", "transfer", ["id"], postgresql_where=sa.text("state = 'failed'")
    )
    op.create_index("transfer_shop", "transfer", ["shop_id", "id"])
    op.create_table(
        "transfer_reversal",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("transfer_id", sa.Uuid(), sa.ForeignKey("transfer.id"), nullable=False),
        sa.Column("amount", sa.Integer(), sa.CheckConstraint("amount > 0"), nullable=False),
        sa.Column(
            "state",
            sa.Text(),
            sa.CheckConstraint("state IN ('requested', 'done', 'debt')"),
            nullable=False,
        ),
        *_calls(),
    )
    _waiting("transfer_reversal")
    op.create_index("transfer_reversal_transfer", "transfer_reversal", ["transfer_id"])


def _rules() -> None:
    op.create_table(
        "commission_rule",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "permille",
            sa.Integer(),
            sa.CheckConstraint("permille BETWEEN 0 AND 500"),
            nullable=False,
        ),
        sa.Column(
            "fixed", sa.Integer(), sa.CheckConstraint("fixed BETWEEN 0 AND 10000"), nullable=False
        ),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("shop_id", sa.Uuid(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        _now("created_at"),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from"),
    )
    op.create_index("commission_rule_valid", "commission_rule", ["valid_from"])


def _calls() -> "tuple[sa.Column[object], ...]":
    return (
        sa.Column("idempotency_key", sa.Text(), nullable=False, unique=True),
        sa.Column("call_number", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        _now("available_at"),
        sa.Column("provider_id", sa.Text(), nullable=True, unique=True),
        sa.Column("error", sa.Text(), nullable=True),
        _now("created_at"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )


def _waiting(table: str) -> None:
    op.create_index(
        f"{table}_waiting",
        table,
        ["available_at"],
        postgresql_where=sa.text("state = 'requested'"),
    )


def _now(name: str) -> "sa.Column[object]":
    return sa.Column(
        name, sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")
    )
