"""What every test may ask for: real servers, a fresh database per service, a fixed clock.

    async def test_something(databases):
        async with databases.database("orders:migrations") as db: …

`databases`   Templates: fresh, migrated PostgreSQL databases
`broker_url`  a RabbitMQ virtual host of the test's own
`rabbit`      the broker itself, for tests that kill it
`post`        a mail server that keeps what arrives
"""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from marketkit.clock import new_id

from tests.support import servers
from tests.support.databases import Templates
from tests.support.post import PostOffice, post_office

_DRAWN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Two processes that share the tests must name them the same, whatever ids they drew."""
    if isinstance(val, str) and _DRAWN_ID.search(val):
        return _DRAWN_ID.sub("id", val)
    return None


class FixedClock:
    """A clock that stands until the test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> FixedClock:
    """Friday morning, shops are open."""
    return FixedClock(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    async with post_office() as office:
        yield office


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Postgres]:
    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def databases(postgres_server: servers.Postgres) -> Templates:
    return Templates(postgres_server)


@pytest.fixture(scope="session")
def rabbit() -> Iterator[servers.RabbitMQ]:
    with servers.rabbitmq() as broker:
        broker.ready()
        yield broker


@pytest.fixture
def broker_url(rabbit: servers.RabbitMQ) -> str:
    return rabbit.new_vhost(f"t{new_id().hex}")
