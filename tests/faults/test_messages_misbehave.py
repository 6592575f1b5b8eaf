"""F11, F12, F13: messages come twice, late and broken; the outcome is the same."""

import asyncio
import random
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from marketkit.clock import new_id
from marketkit.contracts import ProductChanged
from marketkit.db.outbox import OutboxRow
from marketkit.messaging import Message, MessageBus, open_bus

from tests.faults.shoppers import Market
from tests.journeys.actors import euros
from tests.journeys.things import eventually, put_on_shelf
from tests.support import servers

pytestmark = [pytest.mark.rabbitmq, pytest.mark.slow, pytest.mark.timeout(300)]


async def _told_so_far(market: Market) -> list[Message]:
    """Everything that was ever published, as messages that can be sent again."""
    told = []
    for name in ("catalog", "orders", "gateway"):
        database = await market.database(name)
        rows = await database.fetch(
            "SELECT id, type, aggregate_id, version, payload, traceparent, created_at, attempts"
            " FROM outbox WHERE published_at IS NOT NULL"
        )
        await database.close()
        told += [_message(name, OutboxRow(**row)) for row in rows]
    return told


def _message(source: str, row: OutboxRow) -> Message:
    return Message(
        row.id, row.type, f"/{source}", str(row.aggregate_id), row.version, row.created_at,
        row.payload, row.traceparent,
    )  # fmt: skip


async def _bus(market: Market) -> MessageBus:
    bus = open_bus(market.running.environment["ORDERS_BUS_URL"])
    await bus.start()

    async def connected() -> bool:
        return bus.healthy()

    await eventually(connected)
    return bus


async def _copies(market: Market) -> dict[str, Any]:
    """What the services made of the events."""
    search, catalog = await market.database("search"), await market.database("catalog")
    try:
        return {
            "products": await search.fetch(
                "SELECT product_id, version, doc, deleted FROM product_snapshot ORDER BY 1"
            ),
            "stock": await search.fetch("SELECT * FROM stock_snapshot ORDER BY 1"),
        }
    finally:
        await search.close()
        await catalog.close()


async def test_f11_every_message_three_times_changes_nothing(
    market: Market, rabbit: servers.RabbitMQ
) -> None:
    chance = random.Random(11)
    for _ in range(10):
        market.promised.append(await market.buy_once(chance))
    await market.verify()
    before = await _copies(market)

    bus = await _bus(market)
    told = await _told_so_far(market)
    for _ in range(3):
        await bus.publish(told)
    await _drained(market, rabbit)
    await bus.close()

    assert await _copies(market) == before
    await market.verify()


async def test_f12_shuffled_and_old_versions_leave_the_last_state(
    market: Market, rabbit: servers.RabbitMQ
) -> None:
    product = market.goods[0]
    for cents in range(200, 230):
        await market.owner.patch(
            f"/products/{product['id']}",
            {"variants": [{"id": product["variants"][0]["id"], "price": euros(cents)}]},
        )
    await market.verify()
    before = await _copies(market)

    # New ids, so that the inboxes cannot tell; only the versions can.
    again = [replace(message, id=new_id()) for message in await _told_so_far(market)]
    random.Random(12).shuffle(again)
    bus = await _bus(market)
    await bus.publish(again)
    await _drained(market, rabbit)
    await bus.close()

    assert await _copies(market) == before
    cart = await market.guest().post(
        "/carts", {"lines": [{"variant_id": product["variants"][0]["id"], "quantity": 1}]}
    )
    assert cart["total"]["amount"] == 229
    await _forget(market, again)


async def _forget(market: Market, messages: list[Message]) -> None:
    """No outbox knows these; the next test wants to find the books in order."""
    ids = [message.id for message in messages]
    for name in market.running.databases:
        database = await market.database(name)
        await database.execute("DELETE FROM inbox WHERE message_id = ANY($1)", ids)
        await database.close()


async def test_f13_poison_is_parked_others_flow_and_replay_works(market: Market) -> None:
    bus = await _bus(market)
    told = await _told_so_far(market)
    sound = next(message for message in told if message.type == ProductChanged.type)
    unreadable = replace(sound, id=new_id(), body=b'{"half": ')
    incomplete = replace(sound, id=new_id(), body=b'{"version": 1}')
    await bus.publish([unreadable, incomplete])

    async def parked() -> bool:
        letters = await bus.dead_letters("orders.catalog")
        return {letter.message.id for letter in letters} >= {unreadable.id, incomplete.id}

    await eventually(parked)
    await put_on_shelf(market.owner, market.shops[0], f"Danach {uuid4().hex[:6]}", 300)

    moved = await bus.replay("orders.catalog", [unreadable.id])
    assert moved == 1
    await eventually(parked)
    await bus.close()
    await market.verify()


async def _drained(market: Market, rabbit: servers.RabbitMQ) -> None:
    """No message waits in a working queue of this market."""
    vhost = market.running.environment["ORDERS_BUS_URL"].rsplit("/", 1)[1]

    async def empty() -> bool:
        listed = await asyncio.to_thread(
            rabbit.ctl, "-q", "list_queues", "-p", vhost, "name", "messages"
        )
        rows = [line.split() for line in listed.splitlines() if line.strip()]
        waiting = {name: count for name, count in rows if not name.endswith(".dlq")}
        return set(waiting.values()) <= {"0", "messages"}

    await eventually(empty, within=60)
