"""Notices that another process has changed a shared index, so that no kept answer goes stale."""

from typing import Protocol

from search.store.progress import Cursor, Progress


class Watched(Protocol):
    generation: int


class CursorWatch:
    def __init__(self, progress: Progress, engine: Watched) -> None:
        self._progress = progress
        self._engine = engine
        self._seen: Cursor | None = None

    async def step(self) -> bool:
        """A background step: never more to do at once.

        A rebuild with other words moves no `seq`, but its fingerprint is another.
        """
        cursor = await self._progress.cursor()
        if cursor != self._seen:
            self._seen = cursor
            self._engine.generation += 1
        return False
