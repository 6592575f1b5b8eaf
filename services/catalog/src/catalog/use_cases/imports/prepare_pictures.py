"""The pictures of an archive, made safe before the preview, so that it can say which are not."""

import hashlib
import secrets
from uuid import UUID

from marketkit.clock import new_id
from marketkit.errors import DomainError

from catalog.domain.imports.job import Job
from catalog.domain.imports.pictures import Archive
from catalog.domain.product import Picture
from catalog.store import import_pictures, imports
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.imports.picture_archive import entries, names_in


async def prepared_archive(job: Job, importing: Importing) -> Archive:
    """What was made safe before a worker died is not made again."""
    db = importing.around.db
    async with db.pool.acquire() as connection:
        content = await imports.file(connection, job.id, "pictures")
        known = await import_pictures.of_job(connection, job.id)
    if content is None:
        return Archive()
    total = len(names_in(content))
    for number, (name, uploaded) in enumerate(entries(content)):
        if name not in known:
            await _prepare(job.id, name, uploaded, importing)
        await imports.progress(db, job, number + 1, total)
    async with db.pool.acquire() as connection:
        return _archive(await import_pictures.of_job(connection, job.id))


def _archive(known: dict[str, import_pictures.Prepared]) -> Archive:
    ready = {
        entry: Picture(new_id(), it.name, it.width, it.height, "", it.fingerprint)
        for entry, it in known.items()
        if not it.fault
    }
    return Archive(ready, {entry: it.fault for entry, it in known.items() if it.fault}, True)


async def _prepare(job_id: UUID, entry: str, uploaded: bytes, importing: Importing) -> None:
    around = importing.around
    fingerprint, name = hashlib.sha256(uploaded).hexdigest(), secrets.token_hex(16)
    try:
        ready = await around.pictures.prepare(uploaded)
    except DomainError as error:
        kept = import_pictures.Prepared(fingerprint, "", 0, 0, error.message)
    else:
        for width, content in ready.files.items():
            await around.files.write(f"{name}-{width}.webp", content)
        kept = import_pictures.Prepared(fingerprint, name, ready.width, ready.height, "")
    async with around.db.pool.acquire() as connection:
        await import_pictures.add(connection, job_id, entry, kept)
