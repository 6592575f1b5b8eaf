"""Buyers who keep buying while things break, and remember what they were promised."""

import asyncio
import contextlib
import random
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp
import asyncpg

from tests.journeys.actors import JSON, Actor, RefusedError
from tests.journeys.conftest import TEAM, introduce_team
from tests.journeys.things import check_out, fill_cart, open_shop, put_on_shelf
from tests.support.demo import DEMO_PASSWORD
from tests.support.production import Production
from tools.verify_invariants import check

AWAY = (aiohttp.ClientError, TimeoutError, ConnectionError)


@dataclass
class Market:
    """The running market, its people and goods, and the history of promises (for I6)."""

    running: Production
    http: aiohttp.ClientSession
    owner: Actor
    shops: list[JSON]
    goods: list[JSON]
    promised: list[JSON] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def guest(self) -> Actor:
        return Actor(self.running.base, self.http)

    async def buy_once(self, chance: random.Random, *, key: str | None = None) -> JSON:
        chosen = chance.sample(self.goods, min(3, len(self.goods)))
        guest = self.guest()
        cart = await fill_cart(guest, *((product, 1) for product in chosen))
        return await check_out(guest, cart, key=key)

    async def keep_buying(self, seed: int, until: asyncio.Event) -> None:
        """Buy, repeat what failed with the same key as a patient person would, until told."""
        chance = random.Random(seed)
        while not until.is_set():
            try:
                self.promised.append(await self.buy_once(chance))
            except RefusedError as refusal:
                self.refused.append(refusal.status)
            except AWAY:
                await asyncio.sleep(0.1)

    async def database(self, name: str) -> "asyncpg.Connection[Any]":
        return await asyncpg.connect(self.running.databases[name])

    async def verify(self, *, wait: float = 60) -> None:
        """I1 to I5 in the databases, I6 against what buyers were promised."""
        found = await check(self.running.databases, wait=wait)
        assert not found, "\n".join(found[:20])
        orders = await self.database("orders")
        known = {str(row["id"]) for row in await orders.fetch('SELECT id FROM "order"')}
        await orders.close()
        lost = {order["id"] for order in self.promised} - known
        assert not lost, f"I6: acknowledged orders that are gone: {lost}"


async def open_market(
    running: Production, http: aiohttp.ClientSession, *, products: int = 6, stock: int = 10_000
) -> Market:
    """Two shops of one owner with goods in stock."""
    await introduce_team(running)
    advisor = await Actor(running.base, http).sign_in(TEAM["advisor"], DEMO_PASSWORD)
    owner = await Actor(running.base, http).sign_up("Owner")
    shops = [await open_shop(advisor, owner, f"Laden {uuid4().hex[:6]}") for _ in range(2)]
    goods = [
        await put_on_shelf(owner, shops[n % 2], f"Ware {uuid4().hex[:8]}", 100 + n, on_hand=stock)
        for n in range(products)
    ]
    return Market(running, http, owner, shops, goods)


async def crowd(market: Market, buyers: int, until: asyncio.Event) -> "asyncio.Task[None]":
    """So many buyers at once; the task ends when they have gone home."""

    async def all_of_them() -> None:
        await asyncio.gather(*(market.keep_buying(seed, until) for seed in range(buyers)))

    return asyncio.create_task(all_of_them())


async def send_home(buying: "asyncio.Task[None]", until: asyncio.Event) -> None:
    until.set()
    with contextlib.suppress(*AWAY):
        await asyncio.wait_for(buying, 60)
