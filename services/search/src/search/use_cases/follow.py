"""Brings an index up to what the snapshots say: what is above the cursor is dirty, nothing else.

An engine that is down costs nothing but time: the dirty rows wait. A batch that an engine refuses
is halved until the bad document stands alone; that one is parked and the rest goes on.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import structlog

from search.domain.document import ProductDocument
from search.domain.documents import build_document
from search.domain.engine import BatchRejectedError, IndexWriter
from search.domain.language import Language
from search.store.snapshots import Change, SnapshotReader

BATCH = 1000
INLINE = 50

log = structlog.get_logger(__name__)


class Parking(Protocol):
    """Where refused documents are noted."""

    async def park(self, product_id: UUID, seq: int, reason: str) -> None: ...

    async def unpark(self, product_ids: Sequence[UUID]) -> None: ...


@dataclass(frozen=True, slots=True)
class Applied:
    """How far one round came, and whether more waits."""

    seq: int
    more: bool
    products: tuple[UUID, ...] = ()
    """Those that were written."""


async def follow(
    reader: SnapshotReader,
    writer: IndexWriter,
    parking: Parking,
    language: Language,
    since: int,
) -> Applied:
    """Apply one batch of what changed since `since`."""
    batch = await reader.changed_since(since, BATCH)
    if not batch:
        return Applied(since, more=False)
    await apply_changes(batch, writer, parking, language)
    written = tuple(change.product_id for change in batch)
    return Applied(batch[-1].seq, len(batch) == BATCH, written)


async def apply_changes(
    batch: Sequence[Change], writer: IndexWriter, parking: Parking, language: Language
) -> None:
    """Write the changes, whatever it takes. Raises EngineUnavailableError only."""
    # Many take a while to be put together, and others want to be answered meanwhile.
    at_once = len(batch) <= INLINE
    upserts, deletes = (
        documents_of(batch, language)
        if at_once
        else await asyncio.to_thread(documents_of, batch, language)
    )
    try:
        await writer.apply(upserts, deletes)
    except BatchRejectedError as error:
        if len(batch) == 1:
            change = batch[0]
            log.warning("document_parked", product_id=str(change.product_id), reason=str(error))
            await parking.park(change.product_id, change.seq, str(error))
            return
        half = len(batch) // 2
        await apply_changes(batch[:half], writer, parking, language)
        await apply_changes(batch[half:], writer, parking, language)
    else:
        await parking.unpark([change.product_id for change in batch])


def documents_of(
    batch: Sequence[Change], language: Language
) -> tuple[list[ProductDocument], list[UUID]]:
    """What is to be found, and what no longer is: withdrawn, or its shop is not open."""
    upserts: list[ProductDocument] = []
    deletes: list[UUID] = []
    for change in batch:
        document = build_document(change.snapshot, language) if change.snapshot else None
        if document is None:
            deletes.append(change.product_id)
        else:
            upserts.append(document)
    return upserts, deletes
