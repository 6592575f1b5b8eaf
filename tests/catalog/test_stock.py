"""What orders tells about stock shows in the product, in whatever order it comes."""

from typing import Any
from uuid import UUID

from catalog.consumers import HANDLERS, SUBSCRIPTION
from marketkit.clock import new_id
from marketkit.contracts import ProductChanged, StockChanged, StockLevel
from marketkit.messaging import Consumer, MemoryBus, Message

from tests.catalog.builders import NOW
from tests.catalog.conftest import Desk, Market, ok


def told(product: dict[str, Any], version: int, available: int | None) -> Message:
    level = StockLevel(
        variant_id=UUID(product["variants"][0]["id"]),
        product_id=UUID(product["id"]),
        shop_id=UUID(product["shop"]["id"]),
        version=version,
        available=available,
        on_order=available is None,
    )
    event = StockChanged(change_id=new_id(), levels=(level,))
    return Message(
        id=new_id(),
        type=event.type,
        source="/orders",
        subject=str(event.subject),
        version=version,
        time=NOW,
        body=event.model_dump_json().encode(),
    )


async def shown(market: Market, product: dict[str, Any]) -> tuple[int | None, bool]:
    seen = ok(await market.client("operator").get(f"/api/v1/products/{product['id']}"))
    variant = seen["variants"][0]
    return variant["available"], variant["on_order"]


async def test_newer_states_are_shown_and_older_ones_ignored(desk: Desk, market: Market) -> None:
    product = await desk.on_sale()
    consumer = Consumer(market.db, MemoryBus(), SUBSCRIPTION, HANDLERS)
    fifth = told(product, 5, 12)

    await consumer.deliver(fifth)
    await consumer.deliver(told(product, 4, 99))
    await consumer.deliver(fifth)
    assert await shown(market, product) == (12, False)

    await consumer.deliver(told(product, 6, None))
    assert await shown(market, product) == (None, True)


async def test_stock_is_no_new_version_but_a_new_entity_tag(desk: Desk, market: Market) -> None:
    product = await desk.on_sale()
    path = f"/api/v1/products/{product['id']}"
    before = (await desk.advisor.get(path)).headers["etag"]

    consumer = Consumer(market.db, MemoryBus(), SUBSCRIPTION, HANDLERS)
    await consumer.deliver(told(product, 1, 7))

    after = await desk.advisor.get(path)
    assert after.headers["etag"] != before
    assert after.json()["version"] == product["version"]
    assert len(await market.events(ProductChanged)) == 1
    ok(await desk.advisor.patch(path, json={"origin": "Zeitz"}, headers={"if-match": before}))


async def test_an_edit_keeps_what_orders_told(desk: Desk, market: Market) -> None:
    product = await desk.on_sale()
    consumer = Consumer(market.db, MemoryBus(), SUBSCRIPTION, HANDLERS)
    await consumer.deliver(told(product, 1, 7))

    change = {"variants": [{"id": product["variants"][0]["id"], "price": {"amount": 500}}]}
    ok(await desk.advisor.patch(f"/api/v1/products/{product['id']}", json=change))

    assert await shown(market, product) == (7, False)


async def test_a_product_nobody_knows_is_no_trouble(desk: Desk, market: Market) -> None:
    product = await desk.product()
    stranger = {**product, "id": str(new_id())}

    consumer = Consumer(market.db, MemoryBus(), SUBSCRIPTION, HANDLERS)
    await consumer.deliver(told(stranger, 1, 7))

    assert await shown(market, product) == (0, False)
