"""What only the embedded engine has to take care of: its threads, and two ways to the nearest."""

import asyncio
from collections.abc import Iterator
from threading import Event

import pytest
from search.domain.document import ProductDocument
from search.domain.query import Sort
from search.index.embedded import reader
from search.index.embedded.engine import EmbeddedEngine

from tests.search.asking import a_query
from tests.search.shelf import KAYNA, LANGUAGE, a_document, the_shelf

_SECONDS = 10


class SlowBatch(list[ProductDocument]):
    """Stops whoever reads it until it is let go."""

    def __init__(self, *documents: ProductDocument) -> None:
        super().__init__(documents)
        self.reached, self.let_go, self.read = Event(), Event(), Event()

    def __iter__(self) -> Iterator[ProductDocument]:
        self.reached.set()
        assert self.let_go.wait(_SECONDS)
        yield from super().__iter__()
        self.read.set()


async def test_a_rebuild_is_closed_only_when_its_last_write_has_ended() -> None:
    engine = EmbeddedEngine()
    await engine.open()
    rebuild = await engine.begin_rebuild(LANGUAGE)
    batch = SlowBatch(a_document("Sommerhonig"))
    writing = asyncio.create_task(rebuild.apply(batch, []))
    assert await asyncio.to_thread(batch.reached.wait, _SECONDS)

    # Cancelling ends the waiting; the thread goes on.
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    discarding = asyncio.create_task(rebuild.discard())
    _, waiting = await asyncio.wait({discarding}, timeout=0.1)
    batch.let_go.set()
    await asyncio.wait_for(discarding, _SECONDS)

    assert waiting
    assert batch.read.is_set()
    await engine.close()


async def test_the_nearest_are_the_same_shop_by_shop_and_in_one_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = EmbeddedEngine()
    await engine.open()
    rebuild = await engine.begin_rebuild(LANGUAGE)
    await rebuild.apply(the_shelf(), [])
    await rebuild.swap()
    found = []
    for few in (0, 100):
        monkeypatch.setattr(reader, "_FEW_SHOPS", few)
        for text, page in (("", 1), ("", 2), ("brot", 1), ("saft", 1), ("mit", 1)):
            query = a_query(text, origin=KAYNA, sort=Sort.NEAREST, page=page, per_page=7)
            found.append([hit.card.name for hit in (await engine.search(query)).hits])
    await engine.close()

    assert found[0]
    assert found[:5] == found[5:]


async def test_a_dozen_misspelt_words_hold_up_nobody_else() -> None:
    words = " ".join("qwxyvbnmgkpt"[at] * 3 + "oeiauzsdfghj"[at:] for at in range(12))
    engine = EmbeddedEngine()
    await engine.open()
    rebuild = await engine.begin_rebuild(LANGUAGE)
    await rebuild.apply(the_shelf(), [])
    await rebuild.swap()

    search = asyncio.create_task(engine.search(a_query(words)))
    turns = 0
    while not search.done():
        await asyncio.sleep(0.001)
        turns += 1
    await engine.close()

    assert turns > 3
