"""What orders tells: orders, the shops' parts of them, refunds, stock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from marketkit.clock import new_id
from marketkit.contracts.envelope import Event


class _OrderEvent(Event):
    order_id: UUID
    number: str
    occurred_at: datetime


class OrderPlaced(_OrderEvent, type="orders.order.placed.v1", key="order_id", expected=True):
    """The order stands; when paid online it still waits for the money."""

    account_id: UUID | None = None
    shop_ids: tuple[UUID, ...]
    total: int
    payment: Literal["pickup", "online"]


class OrderPaid(_OrderEvent, type="orders.order.paid.v1", key="order_id"):
    total: int


class OrderCancelled(_OrderEvent, type="orders.order.cancelled.v1", key="order_id"):
    reason: str = ""


class _ShopOrderEvent(Event):
    shop_order_id: UUID
    order_id: UUID
    shop_id: UUID
    occurred_at: datetime


class ShopOrderAccepted(_ShopOrderEvent, type="orders.shop_order.accepted.v1", key="shop_order_id"):
    """The shop will prepare it."""


class ShopOrderDeclined(_ShopOrderEvent, type="orders.shop_order.declined.v1", key="shop_order_id"):
    """The shop cannot; its share flows back, the other shops' parts stand."""

    reason: str = ""


class ShopOrderReady(_ShopOrderEvent, type="orders.shop_order.ready.v1", key="shop_order_id"):
    """It waits to be collected."""


class ShopOrderReopened(_ShopOrderEvent, type="orders.shop_order.reopened.v1", key="shop_order_id"):
    """The shop has taken its last step back: accepted by mistake, or called ready too early."""

    status: Literal["placed", "accepted"]
    """What it is again."""


class ShopOrderHandedOver(
    _ShopOrderEvent, type="orders.shop_order.handed_over.v1", key="shop_order_id"
):
    """The buyer has it."""

    product_ids: tuple[UUID, ...] = ()


class ShopOrderCancelled(
    _ShopOrderEvent, type="orders.shop_order.cancelled.v1", key="shop_order_id"
):
    reason: str = ""


class ShopOrderReduced(_ShopOrderEvent, type="orders.shop_order.reduced.v1", key="shop_order_id"):
    """It costs less than was agreed: something is missing, was weighed or replaced.

    Does not raise the shop order's version; `reduction_ids` tell one from the next.
    """

    reduction_ids: tuple[UUID, ...]
    amount: int
    due: int


class RefundIssued(Event, type="orders.refund.issued.v1", key="refund_id"):
    """Money is on its way back to the buyer."""

    refund_id: UUID
    order_id: UUID
    shop_order_id: UUID | None = None
    amount: int
    occurred_at: datetime


class StockLevel(BaseModel):
    """How much of a variant can be bought now. `version` is the variant's own."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    variant_id: UUID
    product_id: UUID
    shop_id: UUID
    version: int
    available: int | None
    """On hand less held; None when it is made on order, or there without being counted."""
    on_order: bool = False


class StockChanged(Event, type="orders.stock.changed.v1", key="change_id", expected=True):
    """All levels that one transaction changed, so that an order is one message and not ten.

    `change_id` names the change, not a thing that has versions: compare each level's version.
    """

    change_id: UUID
    version: int = 1
    levels: tuple[StockLevel, ...]

    folds = True

    @classmethod
    def folded(cls, events: Sequence[Self]) -> Self:
        """Levels are states: the newest of each variant says it all."""
        return cls(change_id=new_id(), levels=tuple(newest_levels(events)))


def newest_levels(told: Iterable[StockChanged]) -> list[StockLevel]:
    """Of several changes the last level of each variant, in an order that is always the same."""
    newest: dict[UUID, StockLevel] = {}
    for level in (level for change in told for level in change.levels):
        known = newest.get(level.variant_id)
        if known is None or known.version < level.version:
            newest[level.variant_id] = level
    return [newest[variant_id] for variant_id in sorted(newest)]
