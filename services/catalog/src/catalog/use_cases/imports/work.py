"""What a worker does about imports: takes one, works on it while saying so, ends it in words."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from marketkit.errors import DomainError

from catalog.domain.imports.job import KEPT_FOR, Job, JobState
from catalog.store import import_pictures, imports
from catalog.use_cases.imports.apply_import import OutdatedError, apply_import
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.imports.read_import import read_import
from catalog.use_cases.imports.undo_import import undo_import

BEAT_SECONDS = 5.0
_WIDTHS = (320, 640, 1280)
_OUTDATED = "Seit der Vorschau hat sich im Sortiment etwas geändert. Hier ist sie neu gerechnet."
_GIVEN_UP = "Das hat dreimal nicht geklappt. Bitte später noch einmal hochladen."

log = structlog.get_logger(__name__)


async def work_on_imports(importing: Importing) -> bool:
    """One phase of one import; whether there may be more to do."""
    job = await imports.claim(importing.around.db)
    if job is None:
        return False
    if job.attempts > imports.MOST_ATTEMPTS:
        await _end(job, importing, JobState.FAILED, _GIVEN_UP)
        return True
    try:
        async with _beating(job, importing):
            await _phase(job, importing)
    except OutdatedError:
        await _end(job, importing, JobState.UPLOADED, _OUTDATED)
    except imports.LeaseLostError:
        log.warning("import_lease_lost", job=str(job.id))
    except DomainError as refused:
        # An import that cannot be taken back stays done, and says why.
        state = JobState.DONE if job.state is JobState.UNDOING else JobState.FAILED
        await _end(job, importing, state, refused.message)
    return True


async def _phase(job: Job, importing: Importing) -> None:
    match job.state:
        case JobState.APPLYING:
            await apply_import(job, importing)
        case JobState.UNDOING:
            await undo_import(job, importing)
        case _:
            await read_import(job, importing)


async def _end(job: Job, importing: Importing, state: JobState, why: str) -> None:
    around = importing.around
    async with around.db.pool.acquire() as connection:
        with contextlib.suppress(imports.LeaseLostError):
            await imports.let_go(
                connection, job, state=state.value, fault=why, updated_at=around.clock.now()
            )


@asynccontextmanager
async def _beating(job: Job, importing: Importing) -> AsyncIterator[None]:
    """Says every few seconds that somebody is still at it."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            await imports.beat(importing.around.db, job)

    task = asyncio.create_task(beat(), name=f"import {job.id}")
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def forget_imports(importing: Importing) -> bool:
    """Imports of last week, with the pictures that no product took."""
    around = importing.around
    async with around.db.pool.acquire() as connection:
        old = await imports.older_than(connection, around.clock.now() - KEPT_FOR, limit=20)
        names = await import_pictures.unused(connection, old)
        await imports.forget(connection, old)
    for name in names:
        for width in _WIDTHS:
            await around.files.delete(f"{name}-{width}.webp")
    return bool(old)
