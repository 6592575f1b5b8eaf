"""One promise, two buses: what RabbitMQ does, the in-process bus does too."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from marketkit.clock import new_id
from marketkit.contracts import AccountErased, ProductWithdrawn
from marketkit.messaging import (
    BusUnavailableError,
    MemoryBus,
    Message,
    MessageBus,
    Subscription,
    open_bus,
    rabbit_reader,
    topology,
)
from marketkit.messaging.bus import MAX_ATTEMPTS, PermanentFailureError

from tests.support import servers

STOCK = Subscription("test.stock", (ProductWithdrawn,))
ERASED = Subscription("test.erased", (AccountErased,))


def a_message(body: bytes | None = None, kind: str = ProductWithdrawn.type) -> Message:
    event = ProductWithdrawn(product_id=new_id(), shop_id=new_id(), version=4)
    return Message(
        id=new_id(),
        type=kind,
        source="/test",
        subject=str(event.product_id),
        version=4,
        time=datetime.now(UTC),
        body=body or event.model_dump_json().encode(),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )


@pytest.fixture(params=["memory", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)])
async def bus(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[MessageBus]:
    if request.param == "memory":
        opened: MessageBus = MemoryBus()
    else:
        # Real delays would make the suite wait five minutes; the order of things is the same.
        for module in (topology, rabbit_reader):
            monkeypatch.setattr(module, "DELAYS_MS", (50, 60, 70, 80))
        broker: servers.RabbitMQ = request.getfixturevalue("rabbit")
        opened = open_bus(broker.new_vhost(f"t{new_id().hex}"))
    await opened.start()
    yield opened
    await opened.close()


async def eventually(
    check: Callable[[], Any | Coroutine[Any, Any, Any]], within: float = 15
) -> None:
    async with asyncio.timeout(within):
        while True:
            outcome = check()
            if asyncio.iscoroutine(outcome):
                outcome = await outcome
            if outcome:
                return
            await asyncio.sleep(0.02)


async def publish_until_confirmed(bus: MessageBus, message: Message) -> None:
    """As the relay does: what is not confirmed is published again."""

    async def confirmed() -> bool:
        try:
            return message.id in await bus.publish([message])
        except Exception:  # noqa: BLE001 -- not connected yet
            return False

    await eventually(confirmed)


async def test_a_message_arrives_whole(bus: MessageBus) -> None:
    seen: list[Message] = []

    async def remember(message: Message) -> None:
        seen.append(message)

    await eventually(bus.healthy)
    await bus.subscribe(STOCK, remember)
    sent = a_message()
    await publish_until_confirmed(bus, sent)
    await eventually(lambda: seen)

    assert seen[0] == sent


async def test_only_the_subscribed_events_come(bus: MessageBus) -> None:
    seen: list[str] = []

    async def remember(message: Message) -> None:
        seen.append(message.type)

    await eventually(bus.healthy)
    await bus.subscribe(ERASED, remember)
    nobody_waits = a_message()
    erased = AccountErased(account_id=new_id(), version=1)
    wanted = a_message(erased.model_dump_json().encode(), AccountErased.type)
    await publish_until_confirmed(bus, wanted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProductWithdrawn, "expected", False)
        await publish_until_confirmed(bus, nobody_waits)
    await eventually(lambda: seen)

    assert seen == [AccountErased.type]


async def test_each_queue_gets_its_own_copy(bus: MessageBus) -> None:
    first: list[Message] = []
    second: list[Message] = []

    async def to_first(message: Message) -> None:
        first.append(message)

    async def to_second(message: Message) -> None:
        second.append(message)

    await eventually(bus.healthy)
    await bus.subscribe(STOCK, to_first)
    await bus.subscribe(Subscription("test.other", (ProductWithdrawn,)), to_second)
    await publish_until_confirmed(bus, a_message())
    await eventually(lambda: first and second)

    assert len(first) == len(second) == 1


async def test_a_failing_handler_is_tried_again_and_others_flow_on(bus: MessageBus) -> None:
    attempts: list[int] = []
    flowed: list[Message] = []
    stubborn = a_message()

    async def fail_twice(message: Message) -> None:
        if message.id != stubborn.id:
            flowed.append(message)
            return
        attempts.append(message.attempt)
        if len(attempts) < 3:
            raise RuntimeError

    await eventually(bus.healthy)
    await bus.subscribe(STOCK, fail_twice)
    await asyncio.gather(
        publish_until_confirmed(bus, stubborn), publish_until_confirmed(bus, a_message())
    )
    await eventually(lambda: len(attempts) == 3 and flowed)

    assert attempts == [1, 2, 3]
    assert await bus.dead_letters(STOCK.queue) == []


async def test_a_hopeless_message_is_parked_with_its_reason_and_can_be_replayed(
    bus: MessageBus,
) -> None:
    broken = True
    attempts: list[int] = []

    async def fail(message: Message) -> None:
        attempts.append(message.attempt)
        if broken:
            reason = "the shelf is gone"
            raise RuntimeError(reason)

    await eventually(bus.healthy)
    await bus.subscribe(STOCK, fail)
    sent = a_message()
    await publish_until_confirmed(bus, sent)

    async def parked() -> list[Any]:
        return await bus.dead_letters(STOCK.queue)

    await eventually(parked)
    letter = (await parked())[0]
    assert attempts == list(range(1, MAX_ATTEMPTS + 1))
    assert (letter.message.id, letter.message.body) == (sent.id, sent.body)
    assert "the shelf is gone" in letter.reason

    broken = False
    assert await bus.replay(STOCK.queue, [sent.id]) == 1
    await eventually(lambda: len(attempts) == MAX_ATTEMPTS + 1)
    assert await parked() == []


async def test_an_unreadable_message_is_parked_at_once(bus: MessageBus) -> None:
    calls: list[Message] = []

    async def refuse(message: Message) -> None:
        calls.append(message)
        reason = "cannot be read"
        raise PermanentFailureError(reason)

    await eventually(bus.healthy)
    await bus.subscribe(STOCK, refuse)
    await publish_until_confirmed(bus, a_message(b"{"))

    async def parked() -> list[Any]:
        return await bus.dead_letters(STOCK.queue)

    await eventually(parked)
    assert len(calls) == 1


@pytest.mark.rabbitmq
async def test_an_expected_event_without_a_queue_is_not_confirmed(broker_url: str) -> None:
    """A lost binding must not look like success: the row stays in the outbox."""
    bus = open_bus(broker_url)
    await bus.start()
    await eventually(bus.healthy)

    with pytest.raises(BusUnavailableError):
        await bus.publish([a_message()])
    await bus.close()
