"""The books: entries and their postings. Triggers keep them append-only and balanced."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import ZONED, Moment, Row, string


def _when() -> Moment:
    found: Moment = Field(sa_type=ZONED, sa_column_kwargs={"server_default": sql("now()")})
    return found


class LedgerEntryRow(Row, table=True):
    """One event that moved money; `key` names it, so that it is booked once."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("ledger_entry_order", "order_id", postgresql_where=sql("order_id IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    """In which order entries of one moment were written."""
    at: Moment = _when()
    kind: str = string()
    order_id: UUID | None = Field(default=None, foreign_key="order.id")
    shop_order_id: UUID | None = Field(default=None, foreign_key="shop_order.id")
    shop_id: UUID | None = None
    ref: str = string()
    key: str = string(unique=True)


class LedgerPostingRow(Row, table=True):
    """Debit positive, credit negative; the postings of an entry sum to zero."""

    __tablename__ = "ledger_posting"
    __table_args__ = (
        CheckConstraint("amount <> 0"),
        Index(
            "ledger_posting_shop",
            "shop_id",
            "account",
            "entry_id",
            postgresql_where=sql("shop_id IS NOT NULL"),
        ),
    )

    entry_id: UUID = Field(primary_key=True, foreign_key="ledger_entry.id")
    position: int = Field(primary_key=True)
    account: str = string()
    shop_id: UUID | None = None
    amount: int
