"""The buyer's whole order: its status follows from the payment and from the shops' parts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from orders.domain.errors import CannotCancelError, WrongStateError
from orders.domain.shop_order import FINAL, ShopOrder, ShopOrderStatus


class OrderStatus(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PaymentMethod(StrEnum):
    PICKUP = "pickup"
    ONLINE = "online"


NOT_PAID_IN_TIME = "Die Zahlung ist nicht rechtzeitig eingegangen."
DEBIT_RETURNED = "Die Bank hat die Lastschrift nicht eingelöst."
PAID_TOO_LATE = "Das Geld kam erst nach der Abholzeit."
_NEVER_HAPPENED = frozenset({ShopOrderStatus.DECLINED, ShopOrderStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Order:
    """The order with all its shop orders; verbs answer a new, changed order."""

    id: UUID
    number: str
    status: OrderStatus
    method: PaymentMethod
    total: int
    version: int
    account_id: UUID | None
    shop_orders: tuple[ShopOrder, ...]

    def pay(self, *, at: datetime, too_late: Collection[UUID] = ()) -> Self:
        """The money has come: the shops may begin. Paying twice changes nothing.

        Parts whose time is over already end here, before their shop sees them.
        """
        if self.status in {OrderStatus.PLACED, OrderStatus.COMPLETED}:
            return self
        if self.status is not OrderStatus.AWAITING_PAYMENT:
            raise WrongStateError(state=self.status)
        opened = tuple(
            part.abandon(reason=PAID_TOO_LATE, at=at) if part.id in too_late else part.open(at=at)
            for part in self.shop_orders
        )
        status = conclusion([part.status for part in opened]) or OrderStatus.PLACED
        return self._become(status, opened)

    def expire(self, *, at: datetime) -> Self:
        """The money did not come in time."""
        if self.status is OrderStatus.CANCELLED:
            return self
        if self.status is not OrderStatus.AWAITING_PAYMENT:
            raise WrongStateError(state=self.status)
        return self._abandon(NOT_PAID_IN_TIME, at)

    def debit_returned(self, *, at: datetime) -> Self:
        """The bank says days later that there is no money, and no shop has begun."""
        if self.status is OrderStatus.CANCELLED:
            return self
        if self.status is not OrderStatus.AWAITING_PAYMENT:
            raise WrongStateError(state=self.status)
        return self._abandon(DEBIT_RETURNED, at)

    def may_revive(self) -> bool:
        """Only what ended because nobody paid in time, and what no shop has seen."""
        return self.status is OrderStatus.CANCELLED and all(
            part.opened_at is None and part.reason == NOT_PAID_IN_TIME for part in self.shop_orders
        )

    def revive(self, *, at: datetime) -> Self:
        """The money came after all, and the goods could be held again."""
        if not self.may_revive():
            raise WrongStateError(state=self.status)
        return self._become(
            OrderStatus.PLACED, tuple(part.revive(at=at) for part in self.shop_orders)
        )

    def cancel(self, *, at: datetime) -> Self:
        """The buyer changes their mind: possible until the first shop has begun."""
        if self.status is OrderStatus.CANCELLED:
            return self
        reason = "Von der Kundschaft storniert."
        if self.status is OrderStatus.AWAITING_PAYMENT:
            return self._abandon(reason, at)
        if any(part.status is not ShopOrderStatus.PLACED for part in self.shop_orders):
            raise CannotCancelError
        ended = tuple(part.take_back(reason=reason, at=at) for part in self.shop_orders)
        return self._become(OrderStatus.CANCELLED, ended)

    def with_part(self, part: ShopOrder) -> Self:
        """Take over a changed shop order and conclude what that means for the whole."""
        parts = tuple(part if part.id == old.id else old for old in self.shop_orders)
        status = conclusion([each.status for each in parts]) or self.status
        return self._become(status, parts)

    def _abandon(self, reason: str, at: datetime) -> Self:
        ended = tuple(part.abandon(reason=reason, at=at) for part in self.shop_orders)
        return self._become(OrderStatus.CANCELLED, ended)

    def _become(self, status: OrderStatus, parts: tuple[ShopOrder, ...]) -> Self:
        version = self.version + (status is not self.status)
        return replace(self, status=status, shop_orders=parts, version=version)


def conclusion(statuses: Sequence[ShopOrderStatus]) -> OrderStatus | None:
    """What the whole order has become once every part has ended; None while one has not."""
    if not all(status in FINAL for status in statuses):
        return None
    if all(status in _NEVER_HAPPENED for status in statuses):
        return OrderStatus.CANCELLED
    return OrderStatus.COMPLETED
