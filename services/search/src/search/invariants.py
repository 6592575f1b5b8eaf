"""I4: the set of (id, version) in an index is that of the published catalogue."""

from collections.abc import AsyncIterator, Mapping
from uuid import UUID

from marketkit.db import Database

from search.domain.engine import SearchEngine
from search.store.progress import Progress
from search.store.snapshots import SnapshotReader

_PAGE = 1000


async def check_index(database: Database, engine: SearchEngine) -> list[str]:
    """One line per product that is missing, outdated or should be gone; empty: all is well.

    Meant for a moment when nothing moves: what is still on its way counts as a difference.
    """
    parked = await Progress(database.pool, engine.name).parked()
    expected = {
        product_id: version
        async for product_id, version in _published(SnapshotReader(database.pool))
        if product_id not in parked
    }
    indexed = await engine.versions()
    return [
        *_missing(expected, indexed),
        *(
            f"{product_id} is indexed but not public"
            for product_id in indexed
            if product_id not in expected and product_id not in parked
        ),
    ]


def _missing(expected: Mapping[UUID, int], indexed: Mapping[UUID, int]) -> list[str]:
    return [
        f"{product_id} should be indexed in version {version}, is {indexed.get(product_id)}"
        for product_id, version in expected.items()
        if indexed.get(product_id) != version
    ]


async def _published(reader: SnapshotReader) -> AsyncIterator[tuple[UUID, int]]:
    after = UUID(int=0)
    while page := await reader.page(after, _PAGE):
        for change in page:
            if change.snapshot and change.snapshot.is_public:
                yield change.product_id, change.version
        after = page[-1].product_id
