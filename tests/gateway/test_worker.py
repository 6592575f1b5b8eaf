import asyncio
from datetime import UTC, datetime
from uuid import UUID

import pytest
from gateway.consumers import HANDLERS, SUBSCRIPTION
from gateway.worker import create_worker, sweep
from marketkit.clock import new_id
from marketkit.contracts import AccountErased, StaffChanged
from marketkit.contracts.catalog import StaffMember
from marketkit.db import Database
from marketkit.messaging import Consumer, MemoryBus, Message, Relay, Subscription

from tests.gateway.house import settings

SHOP = new_id()


def a_staff_list(version: int, **people: UUID) -> StaffChanged:
    return StaffChanged(
        shop_id=SHOP,
        shop_slug="baeckerei",
        version=version,
        staff=tuple(
            StaffMember(account_id=account_id, role=role)  # type: ignore[arg-type] # named by role
            for role, account_id in people.items()
        ),
    )


async def tell(database: Database, bus: MemoryBus, *events: StaffChanged) -> None:
    async with database.transaction() as tx:
        for event in events:
            tx.record(event)
    await Relay(database, bus, source="catalog").drain()


async def known(database: Database) -> dict[UUID, str]:
    rows = await database.pool.fetch("SELECT account_id, role FROM shop_staff")
    return {row["account_id"]: row["role"] for row in rows}


async def test_the_newest_staff_list_counts_whatever_order_they_come_in(
    database: Database,
) -> None:
    bus, anna, ben = MemoryBus(), new_id(), new_id()
    await Consumer(database, bus, SUBSCRIPTION, HANDLERS).start()

    await tell(database, bus, a_staff_list(2, owner=ben))
    await tell(database, bus, a_staff_list(1, owner=anna, packer=ben))
    assert await known(database) == {ben: "owner"}

    await tell(database, bus, a_staff_list(3, owner=anna, staff=ben))
    assert await known(database) == {anna: "owner", ben: "staff"}

    await tell(database, bus, a_staff_list(4))
    assert await known(database) == {}


async def test_a_running_worker_hears_tells_and_stops(database: Database) -> None:
    bus, anna, heard = MemoryBus(), new_id(), asyncio.Event()
    worker = create_worker(settings(), bus=bus, database=database)

    async def hear(_: Message) -> None:
        heard.set()

    await bus.subscribe(Subscription("test.erased", (AccountErased,)), hear)
    await worker.start()
    async with database.transaction() as tx:
        tx.record(AccountErased(account_id=anna, version=2))
    async with asyncio.timeout(10):
        await heard.wait()
    await worker.stop()

    assert not [task for task in asyncio.all_tasks() if "gateway" in task.get_name()]


async def test_the_same_message_three_times_at_once_is_one(database: Database) -> None:
    anna = new_id()
    consumer = Consumer(database, MemoryBus(), SUBSCRIPTION, HANDLERS)
    event = a_staff_list(1, owner=anna)
    message = Message(
        id=new_id(),
        type=event.type,
        source="/catalog",
        subject=str(SHOP),
        version=1,
        time=datetime.now(UTC),
        body=event.model_dump_json().encode(),
    )

    await asyncio.gather(*(consumer.deliver(message) for _ in range(3)))

    assert await known(database) == {anna: "owner"}
    assert await database.pool.fetchval("SELECT count(*) FROM inbox") == 1


@pytest.mark.parametrize("times", [1, 2])
async def test_sweeping_removes_what_has_ended(database: Database, times: int) -> None:
    await database.pool.execute(
        """
        INSERT INTO accounts (id, email, name, password_hash, roles, version)
        VALUES ($1, 'a@example.org', 'Anna', 'x', '{resident}', 1)
        """,
        SHOP,
    )
    await database.pool.execute(
        """
        INSERT INTO sessions (key_hash, account_id, seen_at, ends_at) VALUES
            ('\\x01', $1, now(), now() + interval '1 hour'),
            ('\\x02', $1, now(), now() - interval '1 second'),
            ('\\x03', $1, now() - interval '31 minutes', now() + interval '1 hour')
        """,
        SHOP,
    )

    for _ in range(times):
        await sweep(database, settings())

    assert await database.pool.fetchval("SELECT count(*) FROM sessions") == 1
