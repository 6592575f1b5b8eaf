"""What the market asks of a payment provider, in its own words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ProviderError(Exception):
    """A call to the provider did not do what was asked."""


class UnreachableError(ProviderError):
    """No clear answer: it may or may not have happened. Ask again under the same key."""


class BrokenError(ProviderError):
    """It answered that it failed. The answer is kept under the key, so look, then use a new one."""


class RefusedError(ProviderError):
    """It understood and said no: asking again the same way is useless."""

    def __init__(self, message: str, code: str | None) -> None:
        super().__init__(message)
        self.code = code


class SessionStatus(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class Arrival(StrEnum):
    """How far the money of a pay page has come."""

    NONE = "none"
    ON_ITS_WAY = "on_its_way"
    """A debit: the bank answers in some days."""
    HELD = "held"
    """On a card, for us to take."""
    ARRIVED = "arrived"
    RETURNED = "returned"
    """It was on its way, and the bank did not honour it."""
    LET_GO = "let_go"
    """It was held, and is no longer."""


@dataclass(frozen=True, slots=True)
class Session:
    """A pay page, and whether its money has come."""

    id: str
    status: SessionStatus
    arrival: Arrival
    amount: int
    currency: str
    url: str | None
    order_id: UUID | None
    payment_id: str | None
    charge_id: str | None = None
    kind: str | None = None
    """How it was paid: card, sepa_debit …"""
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What has become of an amount that a card held."""

    arrival: Arrival
    taken: int
    charge_id: str | None


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    description: str
    amount: int


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """Everything the provider is told about an order; the same for every try of an attempt."""

    order_id: UUID
    items: tuple[Item, ...]
    expires_at: datetime
    success_url: str
    cancel_url: str
    language: str
    email: str | None
    ways: tuple[str, ...] = ("card",)
    holds_card: bool = False
    """Cards only hold the amount: what is due in the end is taken later."""
