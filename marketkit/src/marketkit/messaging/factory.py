"""From a bus address to a bus."""

from marketkit.messaging.bus import MessageBus
from marketkit.messaging.memory import MemoryBus


def open_bus(url: str) -> MessageBus:
    """`memory://` or `amqp(s)://…`. The bus connects when started, not here."""
    if url.startswith("memory://"):
        return MemoryBus()
    if url.startswith(("amqp://", "amqps://")):
        from marketkit.messaging.rabbitmq import RabbitBus  # noqa: PLC0415 -- slow to import, and unused in one process

        return RabbitBus(url)
    message = "the bus address must begin with memory:// or amqp://"
    raise ValueError(message)
