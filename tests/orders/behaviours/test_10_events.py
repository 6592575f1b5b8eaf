"""Behaviour 10: events.

A business change and its event are one commit; id, type, state and attempts are kept. It is told
after the commit, with its trace. The bus may be away, a relay may die between commit and telling,
a handler may fail: it arrives later, has one effect, or is parked, and is never silently lost.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from marketkit.contracts import Event, OrderPlaced, ShopOrderHandedOver
from marketkit.db import Transaction
from marketkit.messaging import (
    BusUnavailableError,
    Consumer,
    MemoryBus,
    Message,
    Relay,
    Subscription,
)
from orders.domain.cart import Wish
from orders.domain.errors import NotEnoughStockError
from orders.domain.new_order import Contact
from orders.domain.order import PaymentMethod
from orders.domain.order_view import OrderView
from orders.use_cases import work_on_shop_order as work
from orders.use_cases.fill_cart import create_cart
from orders.use_cases.hand_over import hand_over
from orders.use_cases.place_order import place_order
from orders.use_cases.preparing import Checkout

from tests.orders.market import AShop, Market

SLOT = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
PLACED = Subscription("test.placed", (OrderPlaced,))


class Away(MemoryBus):
    """A broker that is not there."""

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        raise BusUnavailableError


class Dying(MemoryBus):
    """It takes the message, and the relay dies before it can write that down."""

    async def publish(self, messages: Sequence[Message]) -> frozenset[UUID]:
        await super().publish(messages)
        raise ConnectionResetError


async def bought(market: Market, *, pieces: int = 1) -> tuple[AShop, OrderView]:
    """By the use cases alone: an app beside them would tell at once."""
    shop = await market.shop()
    variant = await market.offer(shop, on_hand=1)
    cart = await create_cart(market.context, None, [Wish(variant, pieces)])
    contact = Contact("Anna", "anna@example.org", None)
    checkout = Checkout(
        cart.id, None, "k", contact, {shop.id: SLOT}, PaymentMethod.PICKUP, "", "de"
    )
    return shop, (await place_order(market.context, checkout)).order


async def kept(market: Market, event: type[Event]) -> list[Any]:
    found: list[Any] = await market.database.pool.fetch(
        "SELECT id, attempts, published_at FROM outbox WHERE type = $1 ORDER BY seq", event.type
    )
    return found


async def listen(market: Market, bus: MemoryBus, heard: list[Event]) -> None:
    async def hear(_: Transaction, event: OrderPlaced) -> None:
        heard.append(event)

    await Consumer(market.database, bus, PLACED, {OrderPlaced: hear}).start()


async def test_change_and_event_are_one_commit(market: Market) -> None:
    _, placed = await bought(market)

    [row] = await kept(market, OrderPlaced)
    [told] = await market.events(OrderPlaced.type)

    assert (row["attempts"], row["published_at"]) == (0, None)
    assert str(placed.id) in told.decode()


async def test_a_refused_change_tells_nobody(market: Market) -> None:
    with pytest.raises(NotEnoughStockError):
        await bought(market, pieces=2)

    assert await kept(market, OrderPlaced) == []


async def test_the_broker_is_away_the_order_stands_and_is_told_later(market: Market) -> None:
    await bought(market)
    with pytest.raises(BusUnavailableError):
        await Relay(market.database, Away(), source="orders").drain()
    heard: list[Event] = []
    bus = MemoryBus()
    await listen(market, bus, heard)

    await Relay(market.database, bus, source="orders").drain()

    assert len(heard) == 1
    assert (await kept(market, OrderPlaced))[0]["published_at"] is not None


async def test_dying_between_telling_and_noting_it_means_told_twice_with_one_effect(
    market: Market,
) -> None:
    await bought(market)
    heard: list[Event] = []
    dying, sound = Dying(), MemoryBus()
    await listen(market, dying, heard)
    await listen(market, sound, heard)
    with pytest.raises(ConnectionResetError):
        await Relay(market.database, dying, source="orders").drain()

    await Relay(market.database, sound, source="orders").drain()

    assert len(heard) == 1


async def test_every_step_of_an_order_is_an_event_of_its_own(market: Market) -> None:
    shop, placed = await bought(market)
    part, code, context = (
        placed.shop_orders[0].id,
        placed.shop_orders[0].pickup_code,
        market.context,
    )
    await work.accept(context, part, shop.owner)
    await work.make_ready(context, part, shop.owner)
    for _ in range(2):
        await asyncio.gather(*(hand_over(context, part, shop.owner, code) for _ in "ab"))

    rows = await market.database.pool.fetch("SELECT type FROM outbox ORDER BY seq")

    steps = [row["type"] for row in rows if "order." in row["type"]]
    assert steps == [
        "orders.order.placed.v1",
        "orders.shop_order.accepted.v1",
        "orders.shop_order.ready.v1",
        "orders.shop_order.handed_over.v1",
    ]
    [handed_over] = await market.events(ShopOrderHandedOver.type)
    assert str(part) in handed_over.decode()
