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


@dataclass(frozen=True, slots=True)
class Session:
    """A pay page, and whether its money has come."""

    id: str
    status: SessionStatus
    is_paid: bool
    amount: int
    currency: str
    url: str | None
    order_id: UUID | None
    payment_id: str | None


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
