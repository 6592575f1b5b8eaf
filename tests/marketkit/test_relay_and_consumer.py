"""From a commit here to an effect there, exactly once, whatever is sent twice or late."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from marketkit.clock import new_id
from marketkit.contracts import ProductWithdrawn, StockChanged, StockLevel
from marketkit.db import Database, Transaction
from marketkit.db.outbox import waiting
from marketkit.messaging import (
    BusUnavailableError,
    Consumer,
    MemoryBus,
    Message,
    Relay,
    Subscription,
    Together,
)
from marketkit.messaging.bus import PermanentFailureError

from tests.marketkit.database_for_tests import a_database
from tests.support.servers import Postgres

SHOP = UUID(int=1)
SUBSCRIPTION = Subscription("test.effects", (ProductWithdrawn,))


def withdrawn(product_id: UUID | None = None, version: int = 1) -> ProductWithdrawn:
    return ProductWithdrawn(
        product_id=product_id or new_id(),
        shop_id=new_id(),
        version=version,
    )


async def note(tx: Transaction, event: ProductWithdrawn) -> None:
    await tx.execute("INSERT INTO effect VALUES ($1, $2, NULL)", event.product_id, event.version)


async def effects(database: Database) -> int:
    return int(await database.pool.fetchval("SELECT count(*) FROM effect"))


def a_consumer(database: Database, bus: MemoryBus) -> Consumer:
    return Consumer(database, bus, SUBSCRIPTION, {ProductWithdrawn: note})


async def record(database: Database, *events: ProductWithdrawn) -> None:
    async with database.transaction() as tx:
        for event in events:
            tx.record(event)


async def test_an_event_reaches_its_consumer_and_the_outbox_empties(
    postgres_server: Postgres,
) -> None:
    async with a_database(postgres_server) as database:
        bus = MemoryBus()
        await a_consumer(database, bus).start()
        await record(database, *(withdrawn() for _ in range(450)))

        assert await Relay(database, bus, source="test").drain() == 450

        assert await effects(database) == 450
        assert await waiting(database.pool) == 0


async def test_the_same_message_ten_times_at_once_has_one_effect(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        bus = MemoryBus()
        consumer = a_consumer(database, bus)
        seen: list[Message] = []

        async def tap(message: Message) -> None:
            seen.append(message)

        await bus.subscribe(Subscription("test.tap", (ProductWithdrawn,)), tap)
        await record(database, withdrawn())
        await Relay(database, bus, source="test").drain()

        await asyncio.gather(*(consumer.deliver(replace(seen[0], attempt=n)) for n in range(10)))

        assert await effects(database) == 1


async def test_four_relays_publish_every_row_once(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        bus = MemoryBus()
        await a_consumer(database, bus).start()
        await record(database, *(withdrawn() for _ in range(1000)))

        relays = [Relay(database, bus, source="test") for _ in range(4)]
        sent = await asyncio.gather(*(relay.drain() for relay in relays))

        assert sum(sent) == 1000
        assert await effects(database) == 1000


async def test_a_failed_effect_keeps_the_event_in_the_outbox_for_later(
    postgres_server: Postgres,
) -> None:
    async with a_database(postgres_server) as database:
        bus = MemoryBus()

        async def fail(tx: Transaction, event: ProductWithdrawn) -> None:
            await note(tx, event)
            raise RuntimeError

        await Consumer(database, bus, SUBSCRIPTION, {ProductWithdrawn: fail}).start()
        await record(database, withdrawn())

        assert await Relay(database, bus, source="test").drain() == 0
        assert await effects(database) == 0
        assert await waiting(database.pool) == 1

        await a_consumer(database, bus).start()
        await database.pool.execute("UPDATE outbox SET available_at = now()")
        assert await Relay(database, bus, source="test").drain() == 1
        assert await effects(database) == 1


async def test_a_relay_survives_a_broker_that_is_away(postgres_server: Postgres) -> None:
    class Flaky(MemoryBus):
        calls = 0

        async def publish(self, messages):
            self.calls += 1
            if self.calls < 3:
                raise BusUnavailableError
            return await super().publish(messages)

    async with a_database(postgres_server) as database:
        bus = Flaky()
        await a_consumer(database, bus).start()
        relay = Relay(database, bus, source="test")
        await relay.start()
        await record(database, withdrawn())
        async with asyncio.timeout(10):
            while await effects(database) == 0:
                await asyncio.sleep(0.02)
        await relay.stop()

        assert bus.calls >= 3


async def test_what_cannot_be_read_is_a_permanent_failure(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        consumer = a_consumer(database, MemoryBus())
        event = withdrawn()
        sound = Message(
            id=new_id(),
            type=event.type,
            source="/test",
            subject=str(event.product_id),
            version=1,
            time=(await database.pool.fetchval("SELECT now()")),
            body=event.model_dump_json().encode(),
        )
        for broken in (
            replace(sound, body=b"{"),
            replace(sound, body=b"{}"),
            replace(sound, type="nobody.knows.this.v1"),
            replace(sound, type="orders.order.paid.v1"),
        ):
            with pytest.raises(PermanentFailureError):
                await consumer.deliver(broken)

        assert await database.pool.fetchval("SELECT count(*) FROM inbox") == 0


def a_delivery(event: ProductWithdrawn) -> Message:
    return Message(
        id=new_id(),
        type=event.type,
        source="/test",
        subject=str(event.product_id),
        version=event.version,
        time=datetime.now(UTC),
        body=event.model_dump_json().encode(),
    )


async def test_a_bad_message_in_a_batch_harms_no_other(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        bad = withdrawn()

        async def refuse_one(tx: Transaction, event: ProductWithdrawn) -> None:
            await note(tx, event)
            if event.product_id == bad.product_id:
                raise RuntimeError

        consumer = Consumer(database, MemoryBus(), SUBSCRIPTION, {ProductWithdrawn: refuse_one})
        messages = [a_delivery(withdrawn()) for _ in range(100)] + [a_delivery(bad)]

        outcomes = await asyncio.gather(
            *(consumer.deliver(message) for message in messages), return_exceptions=True
        )

        assert [type(o) for o in outcomes] == [type(None)] * 100 + [RuntimeError]
        assert await effects(database) == 100
        assert await database.pool.fetchval("SELECT count(*) FROM inbox") == 100


async def test_of_many_states_of_one_thing_the_newest_counts(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        consumer, variant = a_consumer(database, MemoryBus()), new_id()
        messages = [a_delivery(withdrawn(variant, version)) for version in range(50, 0, -1)]

        await asyncio.gather(*(consumer.deliver(message) for message in messages))

        assert await effects(database) < 10
        assert await database.pool.fetchval("SELECT max(version) FROM effect") == 50
        assert await database.pool.fetchval("SELECT count(*) FROM inbox") == 50


async def test_what_waits_is_handed_over_together_and_each_event_once(
    postgres_server: Postgres,
) -> None:
    calls: list[int] = []

    async def note_all(tx: Transaction, events: Sequence[ProductWithdrawn]) -> None:
        calls.append(len(events))
        for event in events:
            await note(tx, event)

    async with a_database(postgres_server) as database:
        consumer = Consumer(
            database, MemoryBus(), SUBSCRIPTION, {ProductWithdrawn: Together(note_all)}
        )
        messages = [a_delivery(withdrawn()) for _ in range(20)]

        await asyncio.gather(*(consumer.deliver(message) for message in [*messages, *messages]))

        assert await effects(database) == 20
        assert len(calls) < 20


async def test_one_that_fails_harms_none_of_those_it_came_with(postgres_server: Postgres) -> None:
    bad = withdrawn()

    async def refuse(tx: Transaction, events: Sequence[ProductWithdrawn]) -> None:
        for event in events:
            if event.product_id == bad.product_id:
                raise PermanentFailureError("not this one")
            await note(tx, event)

    async with a_database(postgres_server) as database:
        consumer = Consumer(
            database, MemoryBus(), SUBSCRIPTION, {ProductWithdrawn: Together(refuse)}
        )
        messages = [a_delivery(event) for event in (withdrawn(), bad, withdrawn())]

        ended = await asyncio.gather(
            *(consumer.deliver(message) for message in messages), return_exceptions=True
        )

        assert [type(each) for each in ended] == [type(None), PermanentFailureError, type(None)]
        assert await effects(database) == 2


def _level(variant_id: UUID, version: int) -> StockLevel:
    return StockLevel(
        variant_id=variant_id, product_id=SHOP, shop_id=SHOP, version=version, available=version
    )


async def test_states_that_wait_are_told_as_one_and_none_is_lost(postgres_server: Postgres) -> None:
    bread, cake = new_id(), new_id()
    heard: list[StockChanged] = []

    async def hear(_: Transaction, event: StockChanged) -> None:
        heard.append(event)

    async with a_database(postgres_server) as database:
        bus = MemoryBus()
        levels = Subscription("test.levels", (StockChanged,))
        await Consumer(database, bus, levels, {StockChanged: hear}).start()
        for version in (1, 3, 2):
            async with database.transaction() as tx:
                tx.record(StockChanged(change_id=new_id(), levels=(_level(bread, version),)))
        async with database.transaction() as tx:
            tx.record(StockChanged(change_id=new_id(), levels=(_level(cake, 1),)))
            tx.record(withdrawn())

        relays = [Relay(database, bus, source="test") for _ in range(2)]
        await asyncio.gather(*(relay.drain() for relay in relays))

        found = {level.variant_id: level.version for event in heard for level in event.levels}
        assert found == {bread: 3, cake: 1}
        assert len(heard) < 4
        assert await waiting(database.pool) == 0
        alone = "SELECT count(*) FROM outbox WHERE available_at < 'infinity'"
        assert await database.pool.fetchval(alone) == len(heard) + 1


class _BusyBus(MemoryBus):
    """While it carries something, two more stock levels change: a market in its best hour."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.told: list[str] = []
        self._database = database

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        for version in (1, 2):
            async with self._database.transaction() as tx:
                level = _level(new_id(), version)
                tx.record(StockChanged(change_id=new_id(), levels=(level,)))
        self.told += [message.type for message in messages]
        return await super().publish(messages)


async def test_states_are_told_however_many_come_meanwhile(postgres_server: Postgres) -> None:
    async with a_database(postgres_server) as database:
        for version in (1, 2):
            async with database.transaction() as tx:
                tx.record(StockChanged(change_id=new_id(), levels=(_level(SHOP, version),)))
        await record(database, withdrawn(), withdrawn())
        bus = _BusyBus(database)

        confirmed = await asyncio.wait_for(Relay(database, bus, source="test").drain(), 10)

        assert (confirmed, bus.told) == (
            3, [ProductWithdrawn.type, ProductWithdrawn.type, StockChanged.type],
        )  # fmt: skip
