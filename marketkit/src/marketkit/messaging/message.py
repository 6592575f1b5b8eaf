"""A message on the bus: an event's bytes with CloudEvents 1.0 attributes around them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.contracts.envelope import Event, parse_event


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the outbox row's id and the inbox's key: the same on every delivery."""

    id: UUID
    type: str
    source: str
    subject: str
    version: int
    time: datetime
    body: bytes
    traceparent: str | None = None
    attempt: int = 1

    def event(self) -> Event:
        """The event inside. Raises UnknownEventTypeError or pydantic.ValidationError."""
        return parse_event(self.type, self.body)
