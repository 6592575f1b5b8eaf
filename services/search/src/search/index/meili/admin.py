"""Everything that is a task in Meilisearch: settings, documents, swap. By the official client.

The client is synchronous, so each call runs in a thread; waiting for tasks does not hold one. An
accepted task means nothing yet: only `succeeded` does.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from search.domain.engine import BatchRejectedError, EngineUnavailableError

CALL_SECONDS = 20
TASK_SECONDS = 120.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.25
_BAD_DOCUMENTS = frozenset({400, 413, 422})
_NOT_FOUND = 404
_PAGE = 1000

P = ParamSpec("P")
T = TypeVar("T")


class IndexMissingError(EngineUnavailableError):
    """There is no index of this name (yet)."""


class MeiliAdmin:
    """Writes to indexes by name."""

    def __init__(self, url: str, key: str | None) -> None:
        self._client = meilisearch.Client(url, key, timeout=CALL_SECONDS)
        # The client keeps the headers of the call it is making in one place for all threads.
        self._one_at_a_time = asyncio.Lock()

    async def create(self, index: str) -> None:
        """Create the index; one that is there already is left as it is."""
        try:
            await self._call(self._client.get_index, index)
        except IndexMissingError:
            created = await self._call(self._client.create_index, index, {"primaryKey": "id"})
            await self.finished([created.task_uid])

    async def set_up(self, index: str, settings: MutableMapping[str, Any]) -> None:
        task = await self._call(self._client.index(index).update_settings, settings)
        await self.finished([task.task_uid])

    async def write(self, index: str, documents: bytes | None, deletes: Sequence[UUID]) -> None:
        """Remove and insert, in this order; returns when both have succeeded."""
        target, tasks = self._client.index(index), []
        if deletes:
            keys = ", ".join(f'"{key}"' for key in deletes)
            gone = await self._call(target.delete_documents, filter=f"id IN [{keys}]")
            tasks.append(gone.task_uid)
        if documents:
            added = await self._call(target.add_documents_raw, documents, "id", "application/json")
            tasks.append(added.task_uid)
        await self.finished(tasks)

    async def swap(self, one: str, other: str) -> None:
        task = await self._call(self._client.swap_indexes, [{"indexes": [one, other]}])
        await self.finished([task.task_uid])

    async def drop(self, index: str) -> None:
        """Delete the index; that it is gone already is no error."""
        with contextlib.suppress(IndexMissingError):
            task = await self._call(self._client.delete_index, index)
            await self.finished([task.task_uid])

    async def names(self) -> list[str]:
        listed = await self._call(self._client.get_indexes, {"limit": 1000})
        return [index.uid for index in listed["results"]]

    async def forget_tasks(self, before: datetime) -> None:
        """Delete finished tasks; what waits or runs stays."""
        ended = {
            "statuses": "succeeded,failed,canceled",
            "beforeFinishedAt": before.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        task = await self._call(self._client.delete_tasks, ended)
        await self.finished([task.task_uid])

    async def count(self, index: str) -> int:
        stats = await self._call(self._client.index(index).get_stats)
        return int(stats.number_of_documents)

    async def versions(self, index: str) -> dict[UUID, int]:
        found: dict[UUID, int] = {}
        while True:
            page = await self._call(
                self._client.index(index).get_documents,
                {"fields": ["id", "version"], "limit": _PAGE, "offset": len(found)},
            )
            rows = [dict(row) for row in page.results]
            found |= {UUID(str(row["id"])): int(row["version"]) for row in rows}
            if len(rows) < _PAGE:
                return found

    async def finished(self, tasks: Sequence[int]) -> None:
        """Wait until all have succeeded. Raises BatchRejectedError or EngineUnavailableError."""
        waiting = list(tasks)
        try:
            async with asyncio.timeout(TASK_SECONDS):
                await self._poll(waiting)
        except TimeoutError as error:
            message = f"tasks {waiting} did not finish in {TASK_SECONDS:.0f} s"
            raise EngineUnavailableError(message) from error

    async def _poll(self, waiting: list[int]) -> None:
        pause = _FIRST_PAUSE
        while waiting:
            asked = {"uids": ",".join(map(str, waiting)), "limit": str(len(waiting))}
            answer = await self._call(self._client.get_tasks, asked)
            for task in answer.results:
                _check(task.status, task.error)
                if task.status == "succeeded":
                    waiting.remove(task.uid)
            if waiting:
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 1.5)

    async def _call(self, function: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        async with self._one_at_a_time:
            try:
                return await asyncio.to_thread(function, *arguments, **keywords)
            except MeilisearchApiError as error:
                raise _refusal(error) from error
            except (MeilisearchError, OSError) as error:
                raise EngineUnavailableError(str(error)) from error


def _refusal(error: MeilisearchApiError) -> Exception:
    """Only what is wrong with the documents themselves rejects a batch; a wrong key does not."""
    if error.status_code in _BAD_DOCUMENTS:
        return BatchRejectedError(str(error))
    if error.status_code == _NOT_FOUND:
        return IndexMissingError(str(error))
    return EngineUnavailableError(str(error))


def _check(status: str, error: Mapping[str, Any] | None) -> None:
    if status == "canceled":
        message = "the task was cancelled"
        raise EngineUnavailableError(message)
    if status == "failed":
        reason = error or {}
        message = f"{reason.get('code')}: {reason.get('message')}"
        if reason.get("code") == "index_not_found":
            raise IndexMissingError(message)
        if reason.get("type") == "invalid_request":
            raise BatchRejectedError(message)
        raise EngineUnavailableError(message)
