"""Events between services: outbox → relay → bus → inbox, at least once out, exactly once in."""

from marketkit.messaging.bus import BusUnavailableError, DeadLetter, MessageBus, Subscription
from marketkit.messaging.consumer import Consumer, Handler, Together
from marketkit.messaging.factory import open_bus
from marketkit.messaging.memory import MemoryBus
from marketkit.messaging.message import Message
from marketkit.messaging.relay import Relay

__all__ = [
    "BusUnavailableError",
    "Consumer",
    "DeadLetter",
    "Handler",
    "MemoryBus",
    "Message",
    "MessageBus",
    "Relay",
    "Subscription",
    "Together",
    "open_bus",
]
