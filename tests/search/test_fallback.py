"""An answer that is none, as a proxy in front of a server gives it, is an outage like any other."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from search.domain.engine import EngineUnavailableError
from search.domain.query import SearchQuery
from search.index.meili.engine import MeiliEngine

from tests.support.servers import free_port


@pytest.fixture
async def chatty() -> AsyncIterator[str]:
    """A server that answers everything with a friendly page."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(text="<h1>Wartung</h1>", content_type="text/html")

    application = web.Application()
    application.router.add_route("*", "/{anything:.*}", page)
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_a_page_instead_of_an_answer_is_an_outage(chatty: str) -> None:
    engine = MeiliEngine(chatty)
    await engine.open()

    with pytest.raises(EngineUnavailableError):
        await engine.search(SearchQuery(text="brot"))
    assert not await engine.healthy()

    await engine.close()
