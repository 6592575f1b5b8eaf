"""Work that goes on beside requests: a step, repeated when woken or after a while."""

import asyncio
import contextlib
import random
import signal
from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import Protocol, TypeVar

import structlog
import uvloop

from marketkit.db import Database, inbox, outbox
from marketkit.db.outages import is_for_all
from marketkit.garbage import settle
from marketkit.setbacks import Setbacks

LONGEST_PAUSE_SECONDS = 30.0
STRAGGLER_SECONDS = 5.0

log = structlog.get_logger(__name__)

Item = TypeVar("Item")
Step = Callable[[], Awaitable[bool | int | None]]


class Background:
    """Runs `step` once at the start, after each `wake()`, and every `every` seconds.

    `step` returns whether there is more to do at once, or how much it did. An error is logged
    and the step tried again after a growing pause: background work outlives outages.
    """

    def __init__(self, name: str, step: Step, *, every: float) -> None:
        self._name = name
        self._step = step
        self._every = every
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    def wake(self) -> None:
        """There is something to do now."""
        self._wake.set()

    async def start(self) -> None:
        """Take the first step at once."""
        self._stopping = False
        self._wake.set()
        self._task = asyncio.create_task(self._run(), name=self._name)

    async def stop(self) -> None:
        """Interrupt the step; what it had not committed is done again after the next start."""
        if self._task:
            self._stopping = True
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        pause = 0.0
        # A step that swallows its cancellation comes back here and must end all the same.
        while not self._stopping:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._wake.wait()
            self._wake.clear()
            try:
                if await self._step():
                    self._wake.set()
                pause = 0.0
            except Exception as error:  # noqa: BLE001 -- background work outlives outages
                if self._stopping:
                    return  # an error while tidying up after `stop` must not hide it
                pause = min(LONGEST_PAUSE_SECONDS, max(0.2, pause * 2))
                log.warning("background_failed", task=self._name, error=repr(error), pause=pause)
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 -- jitter


async def one_by_one(
    what: str,
    items: Iterable[Item],
    step: Callable[[Item], Awaitable[object]],
    setbacks: Setbacks | None = None,
) -> int:
    """Answers how many went well. One that fails is logged, and the others are done all the same.

    What nobody could do now, as long as the database is away, ends the round. Who looks for the
    items gives `setbacks`, and leaves out what waits there.
    """
    kept = setbacks or Setbacks()
    done = 0
    for item in items:
        try:
            await step(item)
        except Exception as error:
            if is_for_all(error):
                raise
            log.exception("one_failed", what=what, item=_named(item))
            kept.failed(what, _key(item))
        else:
            kept.done(what, _key(item))
            done += 1
    return done


def _key(item: object) -> Hashable:
    """By which it is looked for: its id, or the first of those it is known by."""
    first = item[0] if isinstance(item, tuple) else item
    key: Hashable = getattr(first, "id", first)
    return key


def _named(item: object) -> str:
    """Its id, where it has one: a log is no place for what else is known of shops and people."""
    return str(getattr(item, "id", item))


def housekeeper(database: Database) -> Background:
    """Deletes what outbox and inbox no longer need, hourly."""

    async def tidy() -> bool:
        async with database.pool.acquire() as connection:
            await outbox.prune(connection)
            await inbox.prune(connection)
        return False

    return Background("housekeeper", tidy, every=3600)


class Startable(Protocol):
    """What runs beside requests until it is told to end."""

    async def start(self) -> None:
        """Returns once it runs."""
        ...

    async def stop(self) -> None:
        """Returns once nothing of it runs any more."""
        ...


def run_worker(*parts: Startable) -> None:
    """The main program of a worker: on uvloop, until it is told to end."""
    loop = uvloop.new_event_loop()
    try:
        loop.run_until_complete(run_until_signalled(*parts))
        loop.run_until_complete(_end_what_is_left())
    finally:
        loop.close()


async def _end_what_is_left() -> None:
    """A library's task that will not be cancelled must not keep the program."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    if left:
        _, stuck = await asyncio.wait(left, timeout=STRAGGLER_SECONDS)
        for task in stuck:
            log.warning("task_would_not_end", task=task.get_name())


async def run_until_signalled(*parts: Startable) -> None:
    """Start the parts in order, wait for SIGTERM or SIGINT, stop them in reverse."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with contextlib.AsyncExitStack() as stack:
        for part in parts:
            await part.start()
            stack.push_async_callback(part.stop)
        settle()
        await stop.wait()
