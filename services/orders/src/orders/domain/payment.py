"""Online payment of an order: which attempt counts, and what can no longer be taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from marketkit.errors import FieldError

from orders.domain.errors import TooLittleOnlineError
from orders.domain.order import PaymentMethod

LEAST_ONLINE: Final = 50
"""The provider takes nothing below half a euro."""
SESSION_LENGTH: Final = timedelta(minutes=32)
SHORTEST_SESSION: Final = timedelta(minutes=30)
"""The provider refuses less; the rest of the length is leave for slow answers."""
GRACE: Final = timedelta(minutes=10)
"""Goods stay held this long after the pay page has closed, for news that arrives late."""
LONGEST_WAIT: Final = timedelta(hours=2)
"""Nobody keeps goods from others for longer than this without paying."""
LAST_MOMENT: Final = timedelta(minutes=1)


def check_amount(method: PaymentMethod, total: int) -> None:
    """Raise TooLittleOnlineError for what the provider would refuse later, without a way out."""
    if method is PaymentMethod.ONLINE and total < LEAST_ONLINE:
        raise TooLittleOnlineError(errors=[FieldError("payment", TooLittleOnlineError.message)])


class PaymentStatus(StrEnum):
    PENDING = "pending"
    FAILED = "failed"
    EXPIRED = "expired"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"

    @property
    def is_settled(self) -> bool:
        """The money has come; from here the status only moves towards refunded."""
        return self in {self.PAID, self.PARTLY_REFUNDED, self.REFUNDED}


@dataclass(frozen=True, slots=True)
class Payment:
    """`key` names the attempt towards the provider and is stored before the call."""

    order_id: UUID
    status: PaymentStatus
    amount: int
    key: str
    attempts: int
    created_at: datetime
    session_id: str | None = None
    url: str | None = None
    session_expires_at: datetime | None = None
    provider_id: str | None = None

    def is_open(self, now: datetime) -> bool:
        """There is a pay page, and time enough to use it."""
        return (
            self.url is not None
            and self.session_expires_at is not None
            and self.session_expires_at - now > LAST_MOMENT
        )

    def may_try(self, now: datetime) -> bool:
        return not self.status.is_settled and now + SHORTEST_SESSION <= self.last_moment

    @property
    def last_moment(self) -> datetime:
        return self.created_at + LONGEST_WAIT

    @property
    def held_until(self) -> datetime:
        assert self.session_expires_at is not None
        return self.session_expires_at + GRACE

    def next_attempt(self, now: datetime) -> Self:
        """The same attempt while the provider would still take it, a new one otherwise.

        Asking again under the same key gives the same pay page, if the first call came through.
        """
        if (
            self.attempts
            and self.session_id is None
            and self.session_expires_at is not None
            and self.session_expires_at - now >= SHORTEST_SESSION
        ):
            return self
        number = self.attempts + 1
        return replace(
            self,
            status=PaymentStatus.PENDING,
            attempts=number,
            key=f"pay-{self.order_id}-{number}",
            session_id=None,
            url=None,
            session_expires_at=min(now + SESSION_LENGTH, self.last_moment),
        )


def status_after_refunds(amount: int, refunded: int) -> PaymentStatus:
    if refunded >= amount:
        return PaymentStatus.REFUNDED
    return PaymentStatus.PARTLY_REFUNDED if refunded else PaymentStatus.PAID
