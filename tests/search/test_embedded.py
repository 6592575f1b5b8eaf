"""What only the embedded engine has to take care of: its threads."""

import asyncio
from collections.abc import Iterator
from threading import Event

import pytest
from search.domain.document import ProductDocument
from search.index.embedded.engine import EmbeddedEngine

from tests.search.shelf import LANGUAGE, a_document

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
