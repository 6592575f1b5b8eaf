"""What the provider tells, and what a handler of such news may use."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from marketkit.clock import Clock
from marketkit.db import Database

from orders.payments.checkout import StripePayments
from orders.payments.stripe_api import StripeApi
from orders.use_cases.ports import Notifications


@dataclass(frozen=True, slots=True)
class News:
    """It only says where to look: it may come twice, late, in any order, or half broken."""

    id: str
    type: str
    subject: Mapping[str, Any]
    """The object it is about, as it was when the event was written."""
    account: str | None = None
    """Of which connected account; None: of the market itself."""

    @classmethod
    def read(
        cls, event_id: str, kind: str, payload: Mapping[str, Any], account: str | None
    ) -> Self:
        data = payload.get("data")
        subject = data.get("object") if isinstance(data, dict) else None
        return cls(event_id, kind, subject if isinstance(subject, dict) else {}, account)

    @property
    def subject_id(self) -> str | None:
        """None when there is none, or something that cannot be one."""
        return self.text("id")

    def text(self, name: str) -> str | None:
        value = self.subject.get(name)
        return value if isinstance(value, str) and value else None

    def ours(self, name: str) -> UUID | None:
        """An id that we gave along."""
        metadata = self.subject.get("metadata")
        try:
            return UUID(metadata[name]) if isinstance(metadata, dict) else None
        except (KeyError, ValueError, TypeError, AttributeError):
            return None


@dataclass(frozen=True, slots=True)
class Tools:
    """Handed to every handler."""

    database: Database
    api: StripeApi
    desk: StripePayments
    clock: Clock
    notifications: Notifications


Handler = Callable[[Tools, News], Awaitable[None]]
"""May be called any number of times with the same news. Raises ProviderError to be called again."""
