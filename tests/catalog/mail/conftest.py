"""A real SMTP server in this process, and senders that talk to it."""

from collections.abc import AsyncIterator

import pytest
from catalog.mail import CatalogMailSender
from marketkit.db import Database
from marketkit.mail import MailConfig

from tests.conftest import FixedClock
from tests.support.databases import Templates
from tests.support.post import PostOffice


@pytest.fixture
async def db(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("catalog:migrations") as database:
        yield database


@pytest.fixture
def config(post: PostOffice) -> MailConfig:
    return MailConfig(
        sender="markt@example.org",
        sender_name="Regionalmarkt Zeitz",
        public_url="https://markt.example.org",
        port=post.port,
        timeout=2,
    )


@pytest.fixture
def sender(db: Database, config: MailConfig, clock: FixedClock) -> CatalogMailSender:
    return CatalogMailSender(db, config, clock)
