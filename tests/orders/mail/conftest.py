"""A real SMTP server in this process, and a sender that talks to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from marketkit.db import Database
from orders.mail import MailConfig, MailQueue, MailSender
from orders.use_cases.ports import Notice

from tests.conftest import FixedClock
from tests.support.databases import Templates
from tests.support.orders_data import PlacedOrder


@dataclass
class PostOffice:
    """Takes mails, or answers as it was told."""

    port: int = 0
    arrived: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    bad_addresses: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802 -- the SMTP library calls it so
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.bad_addresses:
            return self.bad_addresses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def text(self, to: str) -> str:
        found = next(message for message in self.arrived if message["To"] == to)
        body = found.get_body(("plain",))
        assert body
        return str(body.get_content()).replace("\r\n", "\n")


@pytest.fixture
async def db(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("orders:migrations") as database:
        yield database


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    office = PostOffice()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(office, hostname="localhost", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    office.port = server.sockets[0].getsockname()[1]
    yield office
    server.close()
    await server.wait_closed()


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
