"""Messages on AMQP 0-9-1: CloudEvents 1.0 in binary mode, attributes as `ce-` headers."""

from datetime import datetime
from uuid import UUID

from aio_pika import DeliveryMode
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage

from marketkit.messaging.bus import PermanentFailureError
from marketkit.messaging.message import Message

ATTEMPT = "x-attempt"
REASON = "x-reason"


def to_amqp(message: Message, *, attempt: int = 1, reason: str | None = None) -> AmqpMessage:
    headers: dict[str, str | int] = {
        "ce-specversion": "1.0",
        "ce-id": str(message.id),
        "ce-type": message.type,
        "ce-source": message.source,
        "ce-subject": message.subject,
        "ce-time": message.time.isoformat(),
        "ce-aggregateversion": message.version,
        ATTEMPT: attempt,
    }
    if message.traceparent:
        headers["ce-traceparent"] = message.traceparent
    if reason:
        headers[REASON] = reason
    return AmqpMessage(
        message.body,
        message_id=str(message.id),
        type=message.type,
        content_type="application/json",
        delivery_mode=DeliveryMode.PERSISTENT,
        headers=dict(headers),
    )


def from_amqp(incoming: AbstractIncomingMessage) -> Message:
    """The message, or PermanentFailureError when it is none of ours."""
    headers = incoming.headers
    try:
        return Message(
            id=UUID(str(headers["ce-id"])),
            type=str(headers["ce-type"]),
            source=str(headers["ce-source"]),
            subject=str(headers["ce-subject"]),
            version=int(str(headers["ce-aggregateversion"])),
            time=datetime.fromisoformat(str(headers["ce-time"])),
            body=incoming.body,
            traceparent=str(headers["ce-traceparent"]) if "ce-traceparent" in headers else None,
            attempt=int(str(headers.get(ATTEMPT, 1))),
        )
    except (KeyError, ValueError) as error:
        unreadable = f"not a CloudEvent: {error!r}"
        raise PermanentFailureError(unreadable) from error


def as_copy(incoming: AbstractIncomingMessage, changes: dict[str, str | int]) -> AmqpMessage:
    """The same bytes and headers with some headers changed; for moving between queues.

    Works on what `from_amqp` refuses, so that even garbage is parked as it came.
    """
    kept = {k: v for k, v in incoming.headers.items() if not k.startswith(("x-death", "x-first"))}
    return AmqpMessage(
        incoming.body,
        message_id=incoming.message_id,
        type=incoming.type,
        content_type=incoming.content_type,
        delivery_mode=DeliveryMode.PERSISTENT,
        headers={**kept, **changes},
    )
