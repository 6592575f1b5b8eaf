"""The place-order use case beside the same SQL on bare asyncpg: what do the rules cost?"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from orders.domain.cart import Wish
from orders.domain.new_order import Contact
from orders.domain.order import PaymentMethod
from orders.invariants import violations
from orders.store import carts, placing
from orders.use_cases.fill_cart import create_cart
from orders.use_cases.place_order import place_order
from orders.use_cases.preparing import Checkout, prepare

from bench.report import Delays, Rate, Report
from tests.orders.market import AShop, Market, open_market
from tests.support.databases import Templates
from tests.support.servers import Postgres

CLIENTS = 16
ORDERS = 1600
SLOT = datetime.fromisoformat("2026-11-21T10:00:00+01:00")


class _Recorder:
    """Takes down what would have been asked, instead of asking it."""

    def __init__(self) -> None:
        self.asked: tuple[str, tuple[Any, ...]] = ("", ())

    async def fetchrow(self, query: str, *arguments: Any) -> dict[str, Any]:
        self.asked = (query, arguments)
        return {"short": None, "crowded": None, "placed": True, "cart_free": True}

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        self.asked = (query, arguments)
        return []


async def measure(server: Postgres, report: Report) -> None:
    """Three lines of two shops, stock held, outbox written; sixteen at once."""
    async with open_market(Templates(server), pool_size=CLIENTS) as market:
        checkouts = await _carts(market, 2 * ORDERS)
        statements = [await _statements(market, checkout) for checkout in checkouts[:ORDERS]]
        bare = await _bare(market, statements)
        ours = await _at_once([_placing(market, checkout) for checkout in checkouts[ORDERS:]])
        async with market.database.pool.acquire() as connection:
            wrong = await violations(connection)
    report.line("the same SQL on bare asyncpg", bare)
    report.line("the use case", ours)
    report.ratio("use case / bare SQL", ours.per_second, bare.per_second, at_least=0.40)
    report.must("invariants after 3200 orders", holds=not wrong, seen=wrong[:3] or "hold")


async def _carts(market: Market, count: int) -> list[Checkout]:
    shops = [await market.shop(f"laden-{n}") for n in range(20)]
    offers = {
        shop.id: [await market.offer(shop, on_hand=10**6) for _ in range(25)] for shop in shops
    }
    chance = random.Random(7)
    return [await _checkout(market, chance, shops, offers) for _ in range(count)]


async def _checkout(
    market: Market, chance: random.Random, shops: Sequence[AShop], offers: dict[UUID, list[UUID]]
) -> Checkout:
    one, other = chance.sample(shops, 2)
    wanted = [*chance.sample(offers[one.id], 2), chance.choice(offers[other.id])]
    cart = await create_cart(market.context, None, [Wish(variant, 1) for variant in wanted])
    return Checkout(
        cart_id=cart.id,
        account_id=None,
        key=uuid4().hex,
        contact=Contact("Anna Beispiel", "anna@example.org", None),
        slots={shop.id: SLOT for shop in (one, other)},
        method=PaymentMethod.PICKUP,
        note="",
        language="de",
    )


async def _statements(market: Market, checkout: Checkout) -> list[tuple[str, tuple[Any, ...]]]:
    """The two statements of one order with their arguments, ready to be sent."""
    load, write = _Recorder(), _Recorder()
    await carts.find_to_order(load, checkout.cart_id)
    async with market.database.pool.acquire() as connection:
        found = await carts.find_to_order(connection, checkout.cart_id)
    assert found is not None
    new = prepare(market.context, checkout, *found)
    await placing.place(write, new, checkout.claim(), None)
    return [load.asked, write.asked]


async def _bare(market: Market, statements: list[list[tuple[str, tuple[Any, ...]]]]) -> Rate:
    pool = market.database.pool

    def run(pair: list[tuple[str, tuple[Any, ...]]]) -> Callable[[], Awaitable[None]]:
        async def go() -> None:
            (load, keys), (write, values) = pair
            async with pool.acquire() as connection:
                await connection.fetch(load, *keys)
                row: asyncpg.Record | None = await connection.fetchrow(write, *values)
            assert row is not None
            assert row["placed"]

        return go

    return await _at_once([run(pair) for pair in statements])


def _placing(market: Market, checkout: Checkout) -> Callable[[], Awaitable[None]]:
    async def go() -> None:
        await place_order(market.context, checkout)

    return go


async def _at_once(jobs: list[Callable[[], Awaitable[None]]]) -> Rate:
    took: list[float] = []
    waiting = list(jobs)

    async def work() -> None:
        while waiting:
            job = waiting.pop()
            started = time.perf_counter()
            await job()
            took.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CLIENTS)))
    return Rate(len(took) / (time.perf_counter() - started), Delays.of(took))
