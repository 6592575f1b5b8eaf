"""App and worker together: what the catalogue tells arrives, what orders tells leaves."""

import asyncio
from datetime import UTC, datetime

from marketkit.clock import new_id
from marketkit.contracts import Event, ShopChanged, StockChanged, StockCounted
from marketkit.messaging import MemoryBus, Message, Subscription
from orders.settings import OrdersSettings
from orders.worker import create_worker
from pydantic import SecretStr

from tests.orders.market import SECRET, Market


def message_of(event: Event) -> Message:
    return Message(
        id=new_id(),
        type=event.type,
        source="/catalog",
        subject=str(event.subject),
        version=event.version,
        time=datetime.now(UTC),
        body=event.model_dump_json().encode(),
    )


async def test_events_come_in_and_go_out(market: Market) -> None:
    bus = MemoryBus()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    await bus.subscribe(Subscription("test", (StockChanged,)), heard.put)
    settings = OrdersSettings(
        environment="test",
        database_url=SecretStr("postgresql://unused"),
        guest_token_secret=SecretStr(SECRET.decode()),
    )
    worker = create_worker(settings, bus=bus, database=market.database)
    await worker.start()
    variant, shop = new_id(), new_id()
    try:
        counted = StockCounted(
            version=1, variant_id=variant, product_id=new_id(), shop_id=shop, on_hand=7
        )
        opened = ShopChanged(
            version=1, shop_id=shop, slug="laden", name="Laden", status="live",
            postal_code="06712", place="Zeitz", lat=51.0, lon=12.0,
        )  # fmt: skip
        confirmed = await bus.publish([message_of(counted), message_of(opened)])
        async with asyncio.timeout(5):
            told = (await heard.get()).event()
    finally:
        await worker.stop()

    assert len(confirmed) == 2
    assert isinstance(told, StockChanged)
    assert [(level.variant_id, level.available) for level in told.levels] == [(variant, 7)]
    assert await market.database.pool.fetchval("SELECT slug FROM shop_copy") == "laden"
