"""Ten thousand rows taken in: beside a bare COPY of the same rows, and beside other requests."""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import aiohttp
import asyncpg

from bench.goods import products
from bench.report import Delays, Report
from tests.catalog.imports.conftest import xlsx_of
from tests.journeys.actors import JSON, Actor, a_shop
from tests.journeys.conftest import TEAM, introduce_team
from tests.support.demo import DEMO_PASSWORD
from tests.support.production import Production, production
from tests.support.servers import postgres, rabbitmq

HEAD = (
    "Artikelnummer", "Bezeichnung", "Kategorie", "Preis", "Inhalt", "Beschreibung", "Allergene",
    "Herkunft", "Bestand",
)  # fmt: skip
LONGEST_SECONDS = 180
PREVIEW_SECONDS, APPLY_SECONDS, OTHERS_MS = 10, 30, 50


@asynccontextmanager
async def advised_market() -> AsyncIterator[tuple[Production, Actor]]:
    """A market in production shape, and an advisor signed in."""
    with postgres(durable=True) as server, rabbitmq() as broker:
        broker.ready()
        async with production(server, broker) as market, aiohttp.ClientSession() as http:
            await introduce_team(market)
            yield market, await Actor(market.base, http).sign_in(TEAM["advisor"], DEMO_PASSWORD)


def rows(count: int) -> list[list[str]]:
    return [
        [
            f"PR-{number}", product["title"], "Brot",
            f"{product['variants'][0]['price']['amount'] / 100:.2f}".replace(".", ","), "1 kg",
            product["description"], "Weizen, Roggen", "Zeitz", "100",
        ]
        for number, product in enumerate(products(count))
    ]  # fmt: skip


async def measure(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench import")
    parser.add_argument("--rows", type=int, default=10_000)
    count = parser.parse_args(arguments).rows
    report, goods = Report(), rows(count)
    report.title(
        f"A spreadsheet of {count} products: preview, all of it taken over, other requests"
    )
    async with advised_market() as (market, advisor):
        shop = await advisor.post("/shops", a_shop("Prüfladen"), key=uuid4().hex)
        copied = await bare_copy(market.databases["catalog"], goods)
        report.line("reference: COPY of the same rows", f"{copied:9.2f} s")
        seen, took, others = await take_in(advisor, shop["slug"], xlsx_of(goods, HEAD))
    report.line("… of it taken over", f"{took / copied:9.0f} times as long")
    report.at_most("preview", seen, PREVIEW_SECONDS, "s")
    report.at_most("apply", took, APPLY_SECONDS, "s")
    report.line("other requests meanwhile", others)
    report.at_most("their p95", others.p95, OTHERS_MS, "ms")
    return 1 if report.missed else 0


async def take_in(
    advisor: Actor, slug: str, table: bytes, *, publish: bool = True
) -> tuple[float, float, Delays]:
    """Seconds until the preview stands, seconds until it is taken over, what others felt."""
    path = f"/shops/{slug}/imports"
    started = time.perf_counter()
    job = await upload(advisor, path, table)
    there = f"{path}/{job['id']}"
    await reached(advisor, there, "preview")
    seen = time.perf_counter() - started
    stop = asyncio.Event()
    others = asyncio.create_task(_others(advisor, stop))
    started = time.perf_counter()
    await advisor.patch(there, {"publish": publish})
    await advisor.post(f"{there}/apply")
    await reached(advisor, there, "done")
    took = time.perf_counter() - started
    stop.set()
    return seen, took, await others


async def upload(advisor: Actor, path: str, table: bytes) -> JSON:
    form = aiohttp.FormData()
    form.add_field("file", table, filename="liste.xlsx")
    headers = {"Authorization": f"Bearer {advisor.token}"}
    address = f"{advisor.base}/api/v1{path}"
    async with advisor.http.post(address, data=form, headers=headers) as reply:
        assert reply.status == 201, await reply.text()
        job: JSON = await reply.json()
        return job


async def reached(advisor: Actor, path: str, state: str) -> None:
    async with asyncio.timeout(LONGEST_SECONDS):
        while (job := await advisor.get(path))["state"] != state:
            assert job["state"] != "failed", job["problem"]
            await asyncio.sleep(0.1)


async def bare_copy(url: str, goods: list[list[str]]) -> float:
    """The rows as they are, into a table without index or rule."""
    connection = await asyncpg.connect(url)
    try:
        columns = ", ".join(f"c{number} text" for number in range(len(HEAD)))
        await connection.execute(f"CREATE TABLE bare_rows ({columns})")
        started = time.perf_counter()
        await connection.copy_records_to_table("bare_rows", records=goods)
        return time.perf_counter() - started
    finally:
        await connection.execute("DROP TABLE IF EXISTS bare_rows")
        await connection.close()


async def _others(advisor: Actor, stop: asyncio.Event) -> Delays:
    """Somebody else looks around all the time."""
    took: list[float] = []
    ways: list[tuple[str, dict[str, Any]]] = [
        ("/shops", {}), ("/categories", {}), ("/search", {"q": "brot"}),
    ]  # fmt: skip
    while not stop.is_set():
        for path, query in ways:
            started = time.perf_counter()
            await advisor.get(path, **query)
            took.append(time.perf_counter() - started)
        await asyncio.sleep(0.01)
    return Delays.of(took)
