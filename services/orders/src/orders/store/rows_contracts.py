"""What was agreed, word by word, and whose age was checked when it was handed over."""

from uuid import UUID

from sqlmodel import Field

from orders.store.row import Moment, Row, moment, string


class LegalTextCopyRow(Row, table=True):
    """A version of a shop's text, found by what it says; a trigger keeps it as it was."""

    __tablename__ = "legal_text_copy"

    digest: str = string(primary_key=True)
    kind: str = string()
    title: str = string()
    text: str = string()
    valid_from: Moment = moment()


class AgeCheckRow(Row, table=True):
    """That somebody looked at an identity card. Of the card itself nothing is kept."""

    __tablename__ = "age_check"

    shop_order_id: UUID = Field(primary_key=True, foreign_key="shop_order.id")
    age: int
    account_id: UUID
    at: Moment = moment()
