"""Ten thousand invented products of twenty shops, put in through the public API."""

import asyncio
import random
import time
from uuid import uuid4

from bench.report import Report
from tests.journeys.actors import JSON, Actor, a_product, euros
from tests.journeys.things import eventually, open_shop

SHOPS = 20
AT_ONCE = 12
CATEGORIES = ("brot", "gemuese", "honig", "holz")
_ADJECTIVES = ("Kräftiges", "Feines", "Altes", "Junges", "Rundes", "Ganzes", "Mildes", "Frisches")
_GOODS = ("Brot", "Gurkenglas", "Apfelmus", "Holzbrett", "Seifenstück", "Leinentuch", "Kerzenlicht")
_PLACES = ("Zeitz", "Kayna", "Droyßig", "Theißen", "Tröglitz", "Kretzschau")


async def open_shops(advisor: Actor, owner: Actor) -> list[JSON]:
    """All of them handed over to one owner, who opens them."""
    return [await open_shop(advisor, owner, f"Prüfladen {number}") for number in range(SHOPS)]


def products(count: int, seed: int = 7) -> list[JSON]:
    chance = random.Random(seed)
    made = []
    for number in range(count):
        name = f"{chance.choice(_ADJECTIVES)} {chance.choice(_GOODS)} aus {chance.choice(_PLACES)}"
        product = a_product(f"{name} {number}", chance.randrange(90, 4990), on_hand=100_000)
        product["variants"][0]["price"] = euros(chance.randrange(90, 4990))
        made.append(product)
    return made


async def fill(owner: Actor, shops: list[JSON], count: int, report: Report) -> list[JSON]:
    """List, publish, and wait until the last one is found; reports how long that took."""
    waiting = list(enumerate(products(count)))
    done: list[JSON] = []

    async def work() -> None:
        while waiting:
            number, product = waiting.pop()
            shop = shops[number % len(shops)]["slug"]
            listed = await owner.post(f"/shops/{shop}/products", product, key=uuid4().hex)
            done.append(await owner.post(f"/products/{listed['id']}/publish", {}))

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    listed = time.perf_counter() - started

    async def all_found() -> bool:
        everything = await owner.get("/search", per_page=1, available="true")
        return int(everything["total"]) >= count

    await eventually(all_found, within=120)
    report.line(f"{count} products listed and published", f"{count / listed:.0f} /s")
    report.line("… and all searchable, in stock", f"{time.perf_counter() - started:.1f} s in all")
    return done
