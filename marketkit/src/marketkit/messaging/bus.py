"""The bus as the services see it; RabbitMQ and the in-process bus both keep this promise."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from marketkit.contracts.envelope import Event
from marketkit.messaging.message import Message

MAX_ATTEMPTS = 5
"""Deliveries before a message is parked as a dead letter."""

Deliver = Callable[[Message], Awaitable[None]]


class BusUnavailableError(Exception):
    """The broker cannot be reached or did not confirm; nothing is lost, try again."""


class PermanentFailureError(Exception):
    """The message can never be handled (unreadable, unknown type): park it at once."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A named queue and the events it collects. Consumers of one queue share its messages."""

    queue: str
    events: tuple[type[Event], ...]
    prefetch: int = 100
    gather_seconds: float = 0.025
    """Under load events gather for so long and are handled together; one alone does not wait."""

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(event.type for event in self.events)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A parked message: which queue gave up on it, and why."""

    queue: str
    message: Message
    reason: str


class MessageBus(Protocol):
    """At-least-once delivery. A message may come twice and in any order."""

    async def start(self) -> None:
        """Connect, or begin trying to; does not raise when the broker is down."""
        ...

    async def close(self) -> None:
        """Stop consuming and publishing; returns within a few seconds."""
        ...

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        """Hand over a batch; returns the ids that are safe now.

        A message that is missing in the answer may or may not have arrived: publish it again.
        Raises BusUnavailableError when nothing could be handed over at all.
        """
        ...

    async def subscribe(self, subscription: Subscription, deliver: Deliver) -> None:
        """Call `deliver` for each message, up to `prefetch` at once.

        `deliver` returning means done. PermanentFailureError parks the message at once; any
        other exception delivers it again later, `MAX_ATTEMPTS` times in all, then parks it.
        """
        ...

    async def dead_letters(self, queue: str | None = None, limit: int = 100) -> list[DeadLetter]:
        """Parked messages, oldest first, of one queue or of all."""
        ...

    async def replay(self, queue: str, message_ids: Sequence[UUID] | None = None) -> int:
        """Put parked messages (all, or these) back to work; returns how many."""
        ...

    def healthy(self) -> bool:
        """Whether messages flow at the moment."""
        ...
