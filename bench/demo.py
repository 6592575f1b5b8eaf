"""What the demo costs: seconds until it is open, and memory."""

import time

import aiohttp
from onebox.memory import Memory, of_tree

from tests.support.demo import running_demo

PAGES = ("/", "/suche?q=brot", "/kategorie/brot", "/laden", "/api/v1/search?q=semmel")


async def first_and_second_start() -> tuple[float, float, Memory]:
    """A start with seeding, a second one, and the memory after people have looked around."""
    async with running_demo(seed=True, keep=True) as first:
        first_took = first.seconds
    started = time.perf_counter()
    async with running_demo(seed=True, folder=first.folder) as second:
        second_took = time.perf_counter() - started
        async with aiohttp.ClientSession() as http:
            for _ in range(5):
                for page in PAGES:
                    async with http.get(second.base + page) as reply:
                        assert reply.status == 200, page
                        await reply.read()
        memory = of_tree(second.pid)
    return first_took, second_took, memory
