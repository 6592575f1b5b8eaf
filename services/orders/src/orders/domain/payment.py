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
HELD_FOR: Final = timedelta(days=7)
"""How long a card holds an amount, when the bank does not say."""
BEFORE_IT_LAPSES: Final = timedelta(days=1)
"""Taken at the latest so long before, whatever the shops have done by then."""
DEBIT_NEEDS: Final = timedelta(days=6)
"""Five working days for the bank, and a week-end between."""


def check_amount(method: PaymentMethod, total: int) -> None:
    """Raise TooLittleOnlineError for what the provider would refuse later, without a way out."""
    if method is PaymentMethod.ONLINE and total < LEAST_ONLINE:
        raise TooLittleOnlineError(errors=[FieldError("payment", TooLittleOnlineError.message)])


class PaymentStatus(StrEnum):
    PENDING = "pending"
    FAILED = "failed"
    EXPIRED = "expired"
    PROCESSING = "processing"
    """A debit is on its way: the bank says in some days whether the money comes."""
    AUTHORISED = "authorised"
    """A card holds the amount; what is due in the end is taken, the rest let go."""
    RELEASED = "released"
    """Was held, and let go: nothing was taken."""
    OWED = "owed"
    """The shops have begun, and the money did not come after all: it is paid at the counter."""
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"

    @property
    def is_settled(self) -> bool:
        """The money has come; from here the status only moves towards refunded."""
        return self in {self.PAID, self.PARTLY_REFUNDED, self.REFUNDED}

    @property
    def may_be_tried(self) -> bool:
        """Nothing has come and nothing is on its way: a pay page may be opened."""
        return self in {self.PENDING, self.FAILED, self.EXPIRED}


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
        return self.status.may_be_tried and now + SHORTEST_SESSION <= self.last_moment

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


@dataclass(frozen=True, slots=True)
class Money:
    """What the provider says has come, is held, or is on its way."""

    order_id: UUID
    session_id: str
    amount: int
    currency: str
    provider_id: str | None
    charge_id: str | None = None
    kind: str | None = None
    status: PaymentStatus = PaymentStatus.PAID
    held_until: datetime | None = None

    @property
    def reference(self) -> str:
        """By what the provider knows it."""
        return self.provider_id or self.session_id

    def is_what_was_asked(self, payment: Payment) -> bool:
        return self.amount == payment.amount and self.currency.lower() == "eur"


class Way(StrEnum):
    """What the pay page offers; wallets come with cards."""

    CARD = "card"
    DEBIT = "sepa_debit"


def ways_to_pay(
    first_slot: datetime, now: datetime, needs: timedelta = DEBIT_NEEDS, *, on_trust: bool
) -> tuple[Way, ...]:
    """A debit only where its money can be there before the goods are collected.

    On trust the shops begin before it has come, so it is offered always.
    """
    if on_trust or first_slot - now >= needs:
        return (Way.CARD, Way.DEBIT)
    return (Way.CARD,)


def status_after_refunds(amount: int, refunded: int) -> PaymentStatus:
    if refunded >= amount:
        return PaymentStatus.REFUNDED
    return PaymentStatus.PARTLY_REFUNDED if refunded else PaymentStatus.PAID
