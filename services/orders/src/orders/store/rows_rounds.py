"""What shops said of their rules; selling rounds, who sells in them, the lists they were sent."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from orders.store.row import Moment, Row, big, json, moment, optional_json, optional_moment, string


class ShopRulesRow(Row, table=True):
    """Each wording of a shop's rules; the one that holds is on `shop_copy`."""

    __tablename__ = "shop_rules"

    shop_id: UUID = Field(primary_key=True)
    version: int = big(primary_key=True)
    document: dict[str, Any] = json()
    account_id: UUID
    at: Moment = moment()


class SellingRoundRow(Row, table=True):
    __tablename__ = "selling_round"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at"),
        Index(
            "selling_round_to_close", "closes_at", postgresql_where=sql("closed_at IS NULL")
        ),
        Index("selling_round_latest", "closes_at", "id"),
    )  # fmt: skip

    id: UUID = Field(primary_key=True)
    version: int = big()
    name: str = string()
    text: str = string()
    opens_at: Moment = moment()
    closes_at: Moment = moment()
    pickups: list[dict[str, Any]] = json()
    closings: int = Field(default=0, sa_column_kwargs={"server_default": sql("0")})
    """How often it was closed: moving the end later lets it close once more."""
    closed_at: Moment | None = optional_moment()
    """When its producers were last sent their lists; None again when the end is moved later."""
    created_by: UUID
    created_at: Moment = moment()
    request_key: str = string(unique=True)
    request_hash: bytes


class RoundProducerRow(Row, table=True):
    """`products`: None for everything that the shop sells."""

    __tablename__ = "round_producer"
    __table_args__ = (Index("round_producer_shop", "shop_id"),)

    round_id: UUID = Field(primary_key=True, foreign_key="selling_round.id")
    shop_id: UUID = Field(primary_key=True)
    products: list[str] | None = optional_json()


class RoundListRow(Row, table=True):
    """One producer, one closing, one list; what stands on it follows from the orders."""

    __tablename__ = "round_list"
    __table_args__ = (UniqueConstraint("round_id", "shop_id", "closing"),)

    id: UUID = Field(primary_key=True)
    round_id: UUID = Field(foreign_key="selling_round.id")
    shop_id: UUID
    closing: int
    made_at: Moment = moment()
