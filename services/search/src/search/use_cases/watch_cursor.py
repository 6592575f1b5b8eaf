"""Notices that another process has changed a shared index, so that no kept answer goes stale."""

from typing import Protocol

from search.store.progress import Progress


class Watched(Protocol):
    generation: int


class CursorWatch:
    def __init__(self, progress: Progress, engine: Watched) -> None:
        self._progress = progress
        self._engine = engine

    async def step(self) -> bool:
        """A background step: never more to do at once."""
        cursor = await self._progress.cursor()
        if cursor and cursor.seq != self._engine.generation:
            self._engine.generation = cursor.seq
        return False
