"""An index follows the snapshots: bad documents aside, rebuilt beside the live one, whole again."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest
from marketkit.db import Database
from search.domain.document import ProductDocument
from search.domain.engine import BatchRejectedError
from search.index.embedded.engine import EmbeddedEngine
from search.invariants import check_index
from search.store.progress import Progress
from search.store.snapshots import SnapshotReader
from search.use_cases.follow import apply_changes, follow
from search.use_cases.indexers import InProcessIndexer, NoParking
from search.use_cases.rebuild import rebuild

from tests.search.shelf import LANGUAGE, an_id
from tests.search.telling import product_changed, shop_changed, stock_changed, tell, withdrawn
from tests.support.databases import Templates

NAMES = [f"Brot {number}" for number in range(30)]


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        await tell(opened, shop_changed(), *(product_changed(name) for name in NAMES))
        yield opened


@pytest.fixture
def reader(database: Database) -> SnapshotReader:
    return SnapshotReader(database.pool)


@pytest.fixture
async def embedded() -> AsyncIterator[EmbeddedEngine]:
    engine = EmbeddedEngine()
    await engine.open()
    yield engine
    await engine.close()


class Picky:
    """An engine that refuses two documents, whatever batch they come in."""

    def __init__(self, engine: EmbeddedEngine, refused: set[UUID]) -> None:
        self.engine = engine
        self.refused = refused

    async def apply(self, upserts: Sequence[ProductDocument], deletes: Sequence[UUID]) -> None:
        if any(document.id in self.refused for document in upserts):
            message = "not this one"
            raise BatchRejectedError(message)
        await self.engine.apply(upserts, deletes)


async def test_the_index_equals_the_catalogue_after_every_round(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    indexer = InProcessIndexer(embedded, reader, LANGUAGE)
    await indexer.step()
    assert await check_index(database, embedded) == []

    await tell(
        database,
        product_changed("Brot 1", 2),
        withdrawn("Brot 2", 2),
        stock_changed("Brot 3", 4),
        product_changed("Neu"),
    )
    assert await check_index(database, embedded) != []

    while await indexer.step():
        pass
    assert await check_index(database, embedded) == []
    assert await embedded.count() == 30


async def test_a_closed_shop_empties_its_part_of_the_index(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    indexer = InProcessIndexer(embedded, reader, LANGUAGE)
    await indexer.step()

    await tell(database, shop_changed(version=2, status="paused"))
    await indexer.step()

    assert await embedded.count() == 0
    assert await check_index(database, embedded) == []


async def test_the_bad_document_is_found_and_parked_and_the_rest_goes_on(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    bad = {an_id("Brot 7"), an_id("Brot 23")}
    picky, parking = Picky(embedded, bad), Progress(database.pool, "embedded")

    applied = await follow(reader, picky, parking, LANGUAGE, 0)

    assert applied.seq == await reader.latest_seq()
    assert await parking.parked() == bad
    assert await embedded.count() == 28
    assert await check_index(database, embedded) == []


async def test_a_parked_document_returns_when_its_next_state_is_good(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    parking = Progress(database.pool, "embedded")
    picky = Picky(embedded, {an_id("Brot 7")})
    applied = await follow(reader, picky, parking, LANGUAGE, 0)

    picky.refused.clear()
    await tell(database, product_changed("Brot 7", 2))
    await follow(reader, picky, parking, LANGUAGE, applied.seq)

    assert await parking.parked() == frozenset()
    assert await check_index(database, embedded) == []


async def test_what_changes_during_a_rebuild_is_in_it(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    async def somebody_edits() -> None:
        await tell(database, product_changed("Brot 1", 5), withdrawn("Brot 2", 5))

    built = await rebuild(embedded, reader, NoParking(), LANGUAGE, meanwhile=somebody_edits)

    assert built.seq == await reader.latest_seq()
    assert await check_index(database, embedded) == []


async def test_a_rebuild_that_breaks_leaves_the_old_index(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    await rebuild(embedded, reader, NoParking(), LANGUAGE)

    async def power_cut() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rebuild(embedded, reader, NoParking(), LANGUAGE, meanwhile=power_cut)

    assert await check_index(database, embedded) == []


async def test_the_check_names_what_is_wrong(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    await rebuild(embedded, reader, NoParking(), LANGUAGE)
    await embedded.apply([], [an_id("Brot 1")])
    await tell(database, withdrawn("Brot 2", 2))

    faults = await check_index(database, embedded)

    assert len(faults) == 2
    assert str(an_id("Brot 1")) in faults[0]
    assert str(an_id("Brot 2")) in faults[1]


async def test_the_same_batch_twice_changes_nothing(
    database: Database, reader: SnapshotReader, embedded: EmbeddedEngine
) -> None:
    batch = await reader.changed_since(0, 1000)

    for _ in range(2):
        await apply_changes(batch, embedded, NoParking(), LANGUAGE)

    assert await embedded.count() == 30
    assert await check_index(database, embedded) == []
