"""How shops work off their orders: what of a hold was given back."""

from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlmodel import Field

from orders.store.row import Moment, Row, moment, string


class HoldChangeRow(Row, table=True):
    """Append-only: a hold is what was ordered of the variant, and the sum of these."""

    __tablename__ = "hold_change"
    __table_args__ = (Index("hold_change_hold", "order_id", "variant_id"),)

    id: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=BigInteger,
        sa_column_args=[Identity(always=True)],
    )
    order_id: UUID
    variant_id: UUID
    delta: int
    kind: str = string()
    account_id: UUID | None = None
    at: Moment = moment()
