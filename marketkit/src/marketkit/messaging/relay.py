"""Carries committed outbox rows to the bus.

Woken in-process right after a commit, and by a poll every second in case nobody woke it. Any
number of relays may run: `FOR UPDATE SKIP LOCKED` gives each row to one of them.
"""

import asyncio
import contextlib
import random
from collections.abc import Sequence
from uuid import UUID

import asyncpg
import structlog

from marketkit.contracts.envelope import event_types, parse_event
from marketkit.db import Database
from marketkit.db.outbox import OutboxRow, claim, claim_these, fold, mark_published, postpone
from marketkit.messaging.bus import BusUnavailableError, MessageBus
from marketkit.messaging.message import Message
from marketkit.messaging.rhythm import Rhythm
from marketkit.telemetry import RELAYED

BATCH = 200
POLL_SECONDS = 1.0
BEAT_SECONDS = 0.025
"""Under load a batch gathers for so long; a single event on a quiet day does not wait."""
LONGEST_PAUSE_SECONDS = 10.0

log = structlog.get_logger(__name__)


class Relay:
    """One background task per process that writes to an outbox."""

    def __init__(self, database: Database, bus: MessageBus, *, source: str) -> None:
        self._database = database
        self._bus = bus
        self._source = f"/{source}"
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._pause = 0.0
        self._rhythm = Rhythm(BEAT_SECONDS)
        self._stopping = False

    async def start(self) -> None:
        self._stopping = False
        self._database.on_outbox_written(self._wake.set)
        self._wake.set()
        self._task = asyncio.create_task(self._run(), name=f"relay{self._source}")

    async def stop(self) -> None:
        if self._task:
            self._stopping = True
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def drain(self) -> int:
        """Publish everything that is due; returns how many rows were confirmed."""
        total, claimed, sent = 0, BATCH, 1
        # A batch that was not full was the last one; one that nobody confirmed waits for its time.
        while claimed == BATCH and sent:
            claimed, sent = await self._batch()
            total += sent
        return total

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pause or POLL_SECONDS):
                    await self._wake.wait()
            await self._rhythm.beat()
            self._wake.clear()
            try:
                await self.drain()
                self._pause = 0.0
            except Exception as error:  # noqa: BLE001 -- a relay outlives broker and database outages
                if self._stopping:
                    return  # an error while tidying up after `stop` must not hide it
                self._back_off(error)
                await asyncio.sleep(self._pause)

    def _back_off(self, error: Exception) -> None:
        doubled = min(LONGEST_PAUSE_SECONDS, max(0.2, self._pause * 2))
        self._pause = doubled * random.uniform(0.8, 1.2)  # noqa: S311 -- jitter, not a secret
        level = log.warning if isinstance(error, BusUnavailableError | OSError) else log.error
        level("relay_paused", source=self._source, seconds=round(self._pause, 1), error=repr(error))

    async def _batch(self) -> tuple[int, int]:
        """How many rows were claimed, and how many events confirmed."""
        async with self._database.pool.acquire() as connection:
            async with connection.transaction():
                rows = await claim(connection, BATCH)
                alone, folded = await _fold(connection, rows)
                sent = await self._tell(connection, alone)
            # Told only when that has been committed: the outbox never lacks what others have
            # heard. And only this: waiting for whatever came meanwhile, it would never be told.
            if folded:
                async with connection.transaction():
                    sent += await self._tell(connection, await claim_these(connection, folded))
        return len(rows), sent

    async def _tell(self, connection: asyncpg.Connection, rows: Sequence[OutboxRow]) -> int:
        if not rows:
            return 0
        confirmed = await self._bus.publish([self._message(row) for row in rows])
        await mark_published(connection, list(confirmed))
        await postpone(connection, [row.id for row in rows if row.id not in confirmed])
        RELAYED.labels(self._source).inc(len(confirmed))
        return len(confirmed)

    def _message(self, row: OutboxRow) -> Message:
        return Message(
            id=row.id,
            type=row.type,
            source=self._source,
            subject=str(row.aggregate_id),
            version=row.version,
            time=row.created_at,
            body=row.payload,
            traceparent=row.traceparent,
        )


async def _fold(
    connection: asyncpg.Connection, rows: Sequence[OutboxRow]
) -> tuple[list[OutboxRow], list[UUID]]:
    """The rows that are told as they are, and the events that several others became."""
    known = event_types()
    waiting: dict[str, list[OutboxRow]] = {}
    for row in rows:
        if row.type in known and known[row.type].folds:
            waiting.setdefault(row.type, []).append(row)
    together = {kind: some for kind, some in waiting.items() if len(some) > 1}
    folded = []
    for kind, some in together.items():
        events = [parse_event(kind, row.payload) for row in some]
        folded.append(await fold(connection, [row.id for row in some], known[kind].folded(events)))
    return [row for row in rows if row.type not in together], folded
