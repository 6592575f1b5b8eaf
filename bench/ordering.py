"""Many buyers for little stock, and the machine's own measure."""

import asyncio
import subprocess
from pathlib import Path

import aiohttp

from tests.journeys.actors import JSON, Actor, RefusedError
from tests.journeys.things import check_out, fill_cart
from tests.support.servers import Postgres

BUYERS = 16


async def _left_of(owner: Actor, path: str, stock: int) -> int:
    """So many on the shelf, beside those that earlier buyers have not collected yet."""
    try:
        counted = await owner.put(path, {"on_hand": stock})
    except RefusedError as refusal:
        if "reserved" not in refusal.problem:
            raise
        counted = await owner.put(path, {"on_hand": stock + refusal.problem["reserved"]})
    available: int = counted["available"]
    return available


async def hot_item(
    base: str, owner: Actor, product: JSON, *, stock: int, tries: int
) -> tuple[int, int]:
    """Many buyers, one product, little stock: how many there were, and how many got one."""
    variant = product["variants"][0]["id"]
    free = await _left_of(owner, f"/stock/{variant}", stock)
    got = 0
    left = list(range(tries))

    async def buy() -> None:
        nonlocal got
        async with aiohttp.ClientSession() as http:
            guest = Actor(base, http)
            while left:
                left.pop()
                try:
                    await check_out(guest, await fill_cart(guest, (product, 1)))
                except RefusedError as refusal:
                    if refusal.status != 409:
                        raise
                else:
                    got += 1

    await asyncio.gather(*(buy() for _ in range(BUYERS)))
    return free, got


def pgbench(server: Postgres, *, seconds: int) -> float:
    """Transactions per second of TPC-B with sixteen clients: the machine's own measure."""
    tool = str(_pgbench(server))
    address = server.url("bench")
    subprocess.run([tool, "-i", "-q", "-s", "10", address], check=True, capture_output=True)
    done = subprocess.run(
        [tool, "-c", str(BUYERS), "-T", str(seconds), address],
        check=True,
        capture_output=True,
        text=True,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def _pgbench(server: Postgres) -> Path:
    return server.bin / "pgbench"
