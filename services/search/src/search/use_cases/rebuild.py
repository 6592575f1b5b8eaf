"""Builds an index anew from the snapshots while the old one answers and stays current."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from search.domain.engine import BatchRejectedError, EngineUnavailableError, SearchEngine
from search.domain.language import Language
from search.store.snapshots import Change, SnapshotReader
from search.use_cases.follow import BATCH, Parking, apply_changes, follow

_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Up to which `seq` the new index is complete, and what the one before is called now."""

    seq: int
    former: str | None


async def rebuild(
    engine: SearchEngine,
    reader: SnapshotReader,
    parking: Parking,
    language: Language,
    *,
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> Rebuilt:
    """The new index is live when this returns.

    `meanwhile` is awaited between pages, to keep the old index current. What changes during the
    filling lies above the watermark, and is caught up with before the swap.
    """
    seq = await reader.latest_seq()
    fresh = await engine.begin_rebuild(language, await reader.count())
    try:
        async for page in _pages(reader):
            await apply_changes(page, fresh, parking, language)
            if meanwhile:
                await meanwhile()
        more = True
        while more:
            applied = await follow(reader, fresh, parking, language, seq)
            seq, more = applied.seq, applied.more
            if meanwhile:
                await meanwhile()
    except BaseException:
        # What went wrong must stay visible, an interruption above all; tidying may fail.
        with contextlib.suppress(EngineUnavailableError, BatchRejectedError):
            await fresh.discard()
        raise
    return Rebuilt(seq, await fresh.swap())


async def _pages(reader: SnapshotReader) -> AsyncIterator[list[Change]]:
    after = _FIRST
    while page := await reader.page(after, BATCH):
        yield page
        after = page[-1].product_id
