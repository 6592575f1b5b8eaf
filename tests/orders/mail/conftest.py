"""A real SMTP server in this process, and a sender that talks to it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from marketkit.db import Database
from orders.mail import MailConfig, MailQueue, MailSender
from orders.use_cases.ports import Notice

from tests.conftest import FixedClock
from tests.support.databases import Templates
from tests.support.orders_data import PlacedOrder
from tests.support.post import PostOffice


@pytest.fixture
async def db(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("orders:migrations") as database:
        yield database


@pytest.fixture
def config(post: PostOffice) -> MailConfig:
    return MailConfig(
        sender="markt@example.org",
        sender_name="Regionalmarkt Zeitz",
        public_url="https://markt.example.org",
        guest_token_secret=b"g" * 32,
        port=post.port,
        timeout=2,
    )


@pytest.fixture
def sender(db: Database, config: MailConfig) -> MailSender:
    return MailSender(db, config, FixedClock(datetime(2026, 11, 20, 8, tzinfo=UTC)))


async def tell(db: Database, notice: Notice, order: PlacedOrder, part: int | None = None) -> None:
    async with db.transaction() as tx:
        shop_order = None if part is None else order.shop_orders[part]
        await MailQueue().notify(tx, notice, order.id, shop_order)


async def make_due(db: Database) -> None:
    await db.pool.execute("UPDATE mail SET available_at = now()")
