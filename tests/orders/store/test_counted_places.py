"""A place and time that takes only so many orders: never one too many, and none lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from orders.domain.cart import Wish
from orders.domain.errors import SlotFullError
from orders.domain.fulfilment import Place
from orders.domain.new_order import Contact, NewOrder
from orders.domain.order import PaymentMethod
from orders.use_cases import fill_cart
from orders.use_cases import place_order as placing_case
from orders.use_cases.place_order import place_order
from orders.use_cases.preparing import Checkout, prepare

from tests.orders.market import Market

CAPACITY = 3


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every window of every shop takes three orders."""

    def with_places(*arguments: Any) -> NewOrder:
        new = prepare(*arguments)
        parts = [
            replace(p, place=Place(f"shop:{p.shop.id}", p.slot.start, CAPACITY)) for p in new.parts
        ]
        return replace(new, parts=tuple(parts))

    monkeypatch.setattr(placing_case, "prepare", with_places)


async def _try(market: Market, shop: Any, variant: Any, number: int) -> str:
    cart = await fill_cart.create_cart(market.context, None, [Wish(variant, 1)])
    start = market.clock.now().replace(hour=9) + timedelta(days=1)
    checkout = Checkout(
        cart.id, None, f"k{number}", Contact("Anna", "anna@example.org", None),
        {shop.id: start}, PaymentMethod.PICKUP, "", "de",
    )  # fmt: skip
    try:
        return (await place_order(market.context, checkout)).order.number
    except SlotFullError:
        return "full"


@pytest.mark.usefixtures("counted")
async def test_a_full_window_takes_nobody_and_an_ended_order_makes_room(market: Market) -> None:
    shop = await market.shop()
    variant = await market.offer(shop, on_hand=50)

    answers = await asyncio.gather(*(_try(market, shop, variant, n) for n in range(8)))

    sold = [answer for answer in answers if answer != "full"]
    assert answers.count("full") == 8 - CAPACITY
    assert await market.stock(variant) == (50, CAPACITY)
    pool = market.database.pool
    assert await pool.fetchval("SELECT taken FROM slot_load") == CAPACITY

    await pool.execute(
        "UPDATE shop_order SET status = 'declined' WHERE number = $1", f"{sold[0]}-1"
    )

    assert await pool.fetchval("SELECT taken FROM slot_load") == CAPACITY - 1
    assert await _try(market, shop, variant, 9) != "full"
    assert await _try(market, shop, variant, 10) == "full"
