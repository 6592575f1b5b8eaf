"""From the commit of a change to the search that shows it."""

import asyncio
import time
from uuid import uuid4

from bench.report import Delays
from tests.journeys.actors import JSON, Actor, euros

TRIES = 60
LONGEST_SECONDS = 10


async def commit_to_searchable(owner: Actor, products: list[JSON]) -> Delays:
    """Change a title, then ask again and again until the new word is found."""
    took = []
    for product in products[:TRIES]:
        word = f"neu{uuid4().hex[:10]}"
        await owner.patch(f"/products/{product['id']}", {"title": f"Brot {word}"})
        took.append(await _until_found(owner, word))
        await asyncio.sleep(0.05)
    return Delays.of(took)


async def price_to_cart(buyer: Actor, owner: Actor, product: JSON) -> float:
    """Seconds until a changed price is what a new cart says."""
    variant = product["variants"][0]["id"]
    cents = product["variants"][0]["price"]["amount"] + 1
    await owner.patch(
        f"/products/{product['id']}", {"variants": [{"id": variant, "price": euros(cents)}]}
    )
    started = time.perf_counter()
    while True:
        cart = await buyer.post("/carts", {"lines": [{"variant_id": variant, "quantity": 1}]})
        if cart["total"]["amount"] == cents:
            return time.perf_counter() - started


async def _until_found(owner: Actor, word: str) -> float:
    started = time.perf_counter()
    async with asyncio.timeout(LONGEST_SECONDS):
        while True:
            found = await owner.get("/search", q=word, per_page=1)
            if found["total"] and word in found["hits"][0]["name"]:
                return time.perf_counter() - started
            await asyncio.sleep(0.002)
