"""What a shared engine would otherwise collect: former indexes, half-built ones, finished tasks."""

from datetime import datetime, timedelta

import structlog
from marketkit.clock import Clock

from search.domain.engine import BatchRejectedError, EngineUnavailableError, SharedEngine
from search.store.upkeep import Upkeep

KEPT = timedelta(hours=24)
"""How long one can swap back."""
TASKS_KEPT = timedelta(days=7)
EVERY = timedelta(minutes=10)

log = structlog.get_logger(__name__)


class Tidying:
    """Done by whoever leads, between two batches: nothing is half built then."""

    def __init__(self, engine: SharedEngine, upkeep: Upkeep, clock: Clock) -> None:
        self._engine = engine
        self._upkeep = upkeep
        self._clock = clock
        self._again_at: datetime | None = None

    async def step(self) -> None:
        """Now and then; that it failed is a line in the log, and no reason not to index."""
        now = self._clock.now()
        if self._again_at is not None and now < self._again_at:
            return
        self._again_at = now + EVERY
        try:
            await self.tidy(now)
        except (EngineUnavailableError, BatchRejectedError) as error:
            log.warning("upkeep_failed", engine=self._engine.name, error=str(error))

    async def tidy(self, now: datetime) -> None:
        former = await self._upkeep.former()
        if former and former.kept_at < now - KEPT:
            # Forgotten first: a record of an index that is gone would lead nowhere.
            await self._upkeep.forget()
            former = None
        await self._engine.sweep({former.name} if former else ())
        await self._engine.forget_tasks(now - TASKS_KEPT)
