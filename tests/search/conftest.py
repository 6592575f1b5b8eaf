"""Engines to test against: the embedded one always, Meilisearch where there is a server."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from marketkit.clock import new_id
from search.domain.engine import SearchEngine
from search.index.embedded.engine import EmbeddedEngine
from search.index.meili.engine import MeiliEngine

from tests.search.meili_server import MeiliServer, meili_server

# The one server whose absence is allowed everywhere, also under CI: no registry carries it.
MISSING = "Meilisearch server not found: contract suite ran on the embedded engine only"
_ENVIRONMENT = os.environ  # noqa: TID251 -- tests ask the machine they run on


def meili_binary() -> str:
    binary = shutil.which("meilisearch")
    if binary is None:
        pytest.skip(MISSING)
    return binary


@pytest.fixture(scope="session")
def meili_url() -> Iterator[str]:
    """MEILI_URL, or a server started from `meilisearch` on PATH."""
    if address := _ENVIRONMENT.get("MEILI_URL"):
        yield address
        return
    with meili_server(meili_binary()) as server:
        yield server.url


@pytest.fixture
def own_meili() -> Iterator[MeiliServer]:
    """A server that the test may kill."""
    with meili_server(meili_binary()) as server:
        yield server


BOTH = ["embedded", pytest.param("meilisearch", marks=pytest.mark.meilisearch)]


@asynccontextmanager
async def opened_engine(request: pytest.FixtureRequest) -> AsyncIterator[SearchEngine]:
    """An empty engine of the kind that the fixture's parameter names."""
    opened: SearchEngine
    if request.param == "embedded":
        opened = EmbeddedEngine()
    else:
        url = request.getfixturevalue("meili_url")
        key = _ENVIRONMENT.get("MEILI_MASTER_KEY")
        opened = MeiliEngine(url, key, index=f"t{new_id().hex}")
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()
