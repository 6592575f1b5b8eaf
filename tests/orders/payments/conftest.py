"""The payment side against the stand-in: a database, a desk, and the buyer's visits."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from marketkit.db import Database
from orders.invariants import violations
from orders.mail import MailQueue
from orders.payments import PaymentSide, StripeConfig
from orders.use_cases.cancel_order import cancel_order
from orders.use_cases.context import Context
from orders.use_cases.expire_unpaid import expire_order

from tests.conftest import FixedClock
from tests.support.databases import Templates
from tests.support.standin import RunningStandin, running_standin

SECRET = "whsec_market"
CONNECT_SECRETS = ("whsec_accounts_new", "whsec_accounts_old")
HONOURED, RETURNED = "DE89 3704 0044 0532 0130 00", "DE62 3704 0044 0532 0130 01"


@pytest.fixture
async def db(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("orders:migrations", pool_size=20) as database:
        yield database


@pytest.fixture
async def standin() -> AsyncIterator[RunningStandin]:
    async with running_standin() as running:
        yield running


@pytest.fixture
def config(standin: RunningStandin) -> StripeConfig:
    return StripeConfig(
        api_key="sk_test_market",
        api_base=standin.url,
        webhook_secrets=(SECRET,),
        connect_webhook_secrets=CONNECT_SECRETS,
        public_url="http://127.0.0.1:9",
        guest_token_secret=b"g" * 32,
        timeout=timedelta(seconds=1),
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime.now(UTC))


@dataclass
class Market:
    """The payment side, and questions about what it left behind."""

    db: Database
    standin: RunningStandin
    side: PaymentSide
    clock: FixedClock
    late_news: str = ""
    """A session that was paid while nobody listened."""

    async def pay(self, order_id: UUID) -> str:
        """The buyer pays on the page; the session's id."""
        url = await self.side.desk.start(order_id)
        assert url
        status, _ = await self.standin.press(url)
        assert status == 303
        return url.rpartition("/")[2]

    async def debit(self, order_id: UUID, iban: str = HONOURED) -> str:
        """The buyer gives a mandate; the session's id."""
        url = await self.side.desk.start(order_id)
        assert url
        status, _ = await self.standin.press(url, "debit", iban=iban, holder="Anna Köhler")
        assert status == 303
        await self.side.desk.sync(order_id)
        return url.rpartition("/")[2]

    half_an_hour = timedelta(minutes=31)

    async def cancel(self, order_id: UUID) -> None:
        """The buyer takes it back."""
        await cancel_order(self.context(), order_id, None)

    def context(self) -> Context:
        return Context(
            database=self.db,
            guest_token_secret=b"g" * 32,
            order_prefix="ZZ",
            time_to_pay=timedelta(minutes=45),
            clock=self.clock,
            gate=self.side.desk,
        )

    async def days_pass(self, days: float) -> None:
        """Here and at the provider."""
        self.clock.at += timedelta(days=days)
        await self.standin.advance(days * 24 * 3600)

    async def weigh(self, order_id: UUID) -> None:
        """Some of it is sold by weight: how much it costs is known later."""
        await self.db.pool.execute(
            """
            UPDATE order_line SET shown = (shown::jsonb || '{"weighed": {"per_kg": 2400}}')::json
            WHERE shop_order_id IN (SELECT id FROM shop_order WHERE order_id = $1)
            """,
            order_id,
        )

    def at_provider(self, kind: str) -> list[dict[str, Any]]:
        """Objects of this kind as the provider has them."""
        found: list[dict[str, Any]] = self.standin.standin.desk.store.every(kind)
        return found

    async def row(self, query: str, *arguments: Any) -> Any:
        return await self.db.pool.fetchrow(query, *arguments)

    async def status(self, order_id: UUID) -> tuple[str, str]:
        """Of the order and of its payment."""
        row = await self.row(
            'SELECT o.status, p.status AS paid FROM "order" o JOIN payment p ON p.order_id = o.id'
            " WHERE o.id = $1",
            order_id,
        )
        return row["status"], row["paid"]

    async def count(self, query: str, *arguments: Any) -> int:
        found: int = await self.db.pool.fetchval(query, *arguments)
        return found

    async def events(self, kind: str) -> int:
        return await self.count("SELECT count(*) FROM outbox WHERE type = $1", kind)

    async def mails(self, kind: str) -> int:
        return await self.count("SELECT count(*) FROM mail WHERE kind = $1", kind)

    async def work_off(self) -> None:
        """Everything that is due, at once: no waiting for back-off."""
        for _ in range(20):
            await self.db.pool.execute("UPDATE stripe_event SET available_at = now()")
            for table in ("refund", "capture", "stray_money"):
                await self.db.pool.execute(f"UPDATE {table} SET available_at = now()")
            await self.side.captures.plan()
            workers = (self.side.events, self.side.refunds, self.side.captures, self.side.strays)
            if not any([await worker.work() for worker in workers]):
                return

    async def expire(self, order_id: UUID) -> None:
        """As the sweeper does when nobody has paid."""
        await self.db.pool.execute('UPDATE "order" SET pay_until = now() WHERE id = $1', order_id)
        assert await expire_order(self.context(), order_id)

    async def matters(self) -> list[str]:
        """What waits for a person."""
        found = await self.db.pool.fetch(
            "SELECT kind FROM payment_matter WHERE ended_at IS NULL ORDER BY id"
        )
        return [row["kind"] for row in found]

    async def check(self) -> None:
        """Stock, money and histories are as they must always be."""
        assert await violations(self.db.pool) == []


@pytest.fixture
async def market(
    db: Database, standin: RunningStandin, config: StripeConfig, clock: FixedClock
) -> AsyncIterator[Market]:
    side = PaymentSide(db, config, clock, MailQueue())
    opened = Market(db, standin, side, clock)
    yield opened
    await side.stop()
    await opened.check()


def other_side(market: Market, config: StripeConfig, **changes: Any) -> PaymentSide:
    """A second process on the same database."""
    return PaymentSide(market.db, replace(config, **changes), market.clock, MailQueue())
