"""What is declared on RabbitMQ, valid from 3.10 to 4.x without a plugin.

    market.events (topic) ──type──▶ <queue> ──gives up──▶ market.dlx ──▶ <queue>.dlq
                                      ▲   │
                        after a delay │   ▼ try again later
                                 <queue>.retry.<delay>

The delivery limit is explicit: 3.x has none by default, 4.x has 20 and drops silently.
"""

from dataclasses import dataclass
from typing import Any

from marketkit.messaging.bus import MAX_ATTEMPTS

EVENTS = "market.events"
DEAD = "market.dlx"
DELAYS_MS = (1_000, 5_000, 30_000, 300_000)
"""One retry queue per delay: a queue expires from its head, so delays must not mix."""


def delay_after(attempt: int) -> int:
    """Milliseconds to wait after the given failed attempt (1 is the first)."""
    return DELAYS_MS[min(attempt, len(DELAYS_MS)) - 1]


@dataclass(frozen=True, slots=True)
class QueueNames:
    """The four kinds of queue behind one subscription."""

    main: str

    @property
    def dead(self) -> str:
        return f"{self.main}.dlq"

    def retry(self, delay_ms: int) -> str:
        return f"{self.main}.retry.{delay_ms}"

    def main_arguments(self) -> dict[str, Any]:
        return {
            "x-queue-type": "quorum",
            # A backstop for handlers that die without a word; ordinary failures count in headers.
            "x-delivery-limit": MAX_ATTEMPTS * 4,
            "x-dead-letter-exchange": DEAD,
            "x-dead-letter-routing-key": self.main,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        }

    def retry_arguments(self, delay_ms: int) -> dict[str, Any]:
        return {
            "x-queue-type": "quorum",
            "x-message-ttl": delay_ms,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": self.main,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        }

    def dead_arguments(self) -> dict[str, Any]:
        return {"x-queue-type": "quorum"}
