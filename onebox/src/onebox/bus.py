"""The in-process bus of the demo, which holds events back until every service listens."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from marketkit.messaging import MemoryBus, Message


class PatientBus(MemoryBus):
    """RabbitMQ keeps queues for services that are still starting; here nothing does.

    Without this the first relay to start would tell last night's events to nobody.
    """

    def __init__(self) -> None:
        super().__init__()
        self._all_listen = asyncio.Event()

    def everybody_listens(self) -> None:
        self._all_listen.set()

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        await self._all_listen.wait()
        return await super().publish(messages)
