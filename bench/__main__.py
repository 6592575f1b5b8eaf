"""`make bench`: every claim of speed, each beside its bare reference, on one machine in one run.

python -m bench                  everything (about ten minutes)
python -m bench reading orders   only these: use-case, reading, orders, freshness, demo
python -m bench import --rows 10000            a spreadsheet: preview, taken over, others meanwhile
python -m bench lists --products 200 20000     a shop's own list, short and long
python -m bench plan                           the plan with the fewest stops for eight shops
python -m bench counter --orders 100 100000    a shop's open orders, few and many
python -m bench search --sizes 10000 100000    both engines alone and through the gateway
"""

import argparse
import asyncio
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import quote

import aiohttp

from bench import (
    counter,
    demo,
    engine_alone,
    freshness,
    goods,
    lists,
    ordering,
    place_order,
    plan,
    tables,
)
from bench.buyers import order_at_once
from bench.report import Report
from bench.search import measure as search
from bench.search.meili import until_indexed
from bench.wrk import hammer
from tests.journeys.actors import JSON, Actor
from tests.journeys.conftest import TEAM, introduce_team
from tests.search.meili_server import meili_server
from tests.support.demo import DEMO_PASSWORD
from tests.support.production import ROOT, Production, production
from tests.support.servers import Postgres, free_port, postgres, rabbitmq

PARTS = ("use-case", "reading", "orders", "freshness", "demo")
WORDS = ("brot", "kräftiges brot", "gurkenglas", "apfelmus", "seife", "kerze zeitz", "brto", "lein")
TPCB_SECONDS = 15
ORDER_SECONDS = 20
WARM_UP_SECONDS = 4


@dataclass
class Filled:
    """A market in production shape with goods in it."""

    market: Production
    owner: Actor
    shops: list[JSON]
    products: list[JSON]


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all, if none is named")
    parser.add_argument("--products", type=int, default=10_000)
    chosen = parser.parse_args()
    parts = set(chosen.parts or PARTS)
    report = Report()
    if parts - {"demo"}:
        with postgres(durable=True) as server, rabbitmq() as broker:
            broker.ready()
            if "use-case" in parts:
                report.title("Place an order: the use case beside its SQL (16 at once)")
                await place_order.measure(server, report)
            if parts & {"reading", "orders", "freshness"}:
                async with (
                    production(server, broker) as market,
                    filled(market, chosen.products, report) as ready,
                ):
                    await _measure(parts, ready, server, report)
    if "demo" in parts:
        await _demo(report)
    return _summary(report)


@asynccontextmanager
async def filled(market: Production, count: int, report: Report) -> AsyncIterator[Filled]:
    report.title("Putting goods in, through the public API")
    await introduce_team(market)
    async with aiohttp.ClientSession() as http:
        advisor = await Actor(market.base, http).sign_in(TEAM["advisor"], DEMO_PASSWORD)
        owner = await Actor(market.base, http).sign_up("karla")
        shops = await goods.open_shops(advisor, owner)
        yield Filled(market, owner, shops, await goods.fill(owner, shops, count, report))


async def _measure(parts: set[str], ready: Filled, server: Postgres, report: Report) -> None:
    if "reading" in parts:
        await _reading(ready, report)
    if "orders" in parts:
        await _orders(ready, server, report)
    if "freshness" in parts:
        await _freshness(ready, report)


async def _reading(ready: Filled, report: Report) -> None:
    report.title("Reading through the gateway, 32 connections, beside bare FastAPI")
    base = ready.market.base
    async with reference() as bare:
        ping = await hammer(bare, ["/ping"], needed="ok")
        listed = await hammer(bare, ["/list"], needed="items")
    report.line("reference: FastAPI ping", ping)
    report.line("reference: FastAPI static list of 24", listed)
    pages = [f"/api/v1/search?category=brot&page={n}&per_page=24" for n in range(1, 11)]
    category = await hammer(base, pages, needed="product_id")
    report.line("category page of 24", category)
    report.ratio("category / static list", category.per_second, listed.per_second, at_least=0.30)
    paths = [f"/api/v1/products/{product['id']}" for product in ready.products[:2000]]
    product = await hammer(base, paths, needed="variants")
    report.line("product detail", product)
    report.ratio("product / ping", product.per_second, ping.per_second, at_least=0.10)
    brot = await hammer(base, ["/api/v1/search?q=brot&per_page=24"], needed="product_id")
    report.line("search 'brot'", brot)
    report.ratio("search / static list", brot.per_second, listed.per_second, at_least=0.30)
    mixed = await hammer(base, [f"/api/v1/search?q={quote(w)}" for w in WORDS], needed="total")
    alone = await engine_alone.rate(ready.market.databases["search"], ROOT / "regions/zeitz", WORDS)
    report.line("mixed words through the gateway (cached)", mixed)
    report.line("the engine alone, one after another, uncached", alone)


async def _orders(ready: Filled, server: Postgres, report: Report) -> None:
    report.title("Complete orders over HTTP: cart of 3 lines → slots → checkout, 16 buyers")
    await server.create("bench")
    tps = await asyncio.to_thread(ordering.pgbench, server, seconds=TPCB_SECONDS)
    report.line("reference: pgbench TPC-B, -c 16", f"{tps:9.1f} tps")
    base = ready.market.base
    async with reference() as bare:
        report.line("reference: FastAPI ping", await hammer(bare, ["/ping"], needed="ok"))
    await order_at_once(base, ready.products, buyers=ordering.BUYERS, seconds=WARM_UP_SECONDS)
    ours = await order_at_once(base, ready.products, buyers=ordering.BUYERS, seconds=ORDER_SECONDS)
    report.line("complete orders", ours)
    report.ratio("orders / pgbench", ours.per_second, tps, at_least=0.08)
    report.must("no refusals", holds=ours.errors == 0, seen=ours.errors)
    half = await order_at_once(
        base, ready.products, buyers=ordering.BUYERS, seconds=ORDER_SECONDS,
        per_second=ours.per_second / 2,
    )  # fmt: skip
    report.line("at half of that rate", half)
    report.at_most("… p99", half.delays.p99, 150, "ms")
    hot = ready.products[-1]
    free, sold = await ordering.hot_item(ready.market.base, ready.owner, hot, stock=50, tries=150)
    report.must(f"150 buyers, {free} pieces: sold", holds=sold == free, seen=sold)


async def _freshness(ready: Filled, report: Report) -> None:
    """On the embedded engine first; Meilisearch then stands in for it, worker and app alike."""
    report.title("Commit → visible in the search, embedded engine")
    await _fresh(ready, report)
    binary = shutil.which("meilisearch")
    if binary is None:
        report.must("a Meilisearch server on PATH", holds=False, seen="none")
        return
    with meili_server(binary) as server:
        for name in ("search", "search worker"):
            ready.market.kill(name)
            ready.market.launch(name, SEARCH_MEILI_URL=server.url)
        await ready.market.answers("search")
        await until_indexed(server.url, len(ready.products), within=600)
        report.title("Commit → visible in the search, Meilisearch")
        await _fresh(ready, report)
        for name in ("search", "search worker"):
            ready.market.kill(name)
            ready.market.launch(name)


async def _fresh(ready: Filled, report: Report) -> None:
    found = await freshness.commit_to_searchable(ready.owner, ready.shops[0])
    for name, delays in found.items():
        report.line(f"{freshness.TRIES} times {name}", delays)
        report.at_most("… p95", delays.p95, 250, "ms")


async def _demo(report: Report) -> None:
    report.title("The demo: start and memory")
    first, second, memory = await demo.first_and_second_start()
    report.line("first start with seeding", f"{first:.1f} s")
    report.at_most("second start", second, 6, "s")
    report.line("memory after a look around", memory)
    report.at_most("memory", memory.proportional / 1024**2, 350, "MB")


@asynccontextmanager
async def reference() -> AsyncIterator[str]:
    """Bare FastAPI in a process of its own, as the services are."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "uvicorn", "bench.reference:app", "--port", str(port),
        "--no-access-log", "--log-level", "error",
    )  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}"
        async with aiohttp.ClientSession() as http:
            while True:
                try:
                    async with http.get(f"{base}/ping"):
                        break
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)
        yield base
    finally:
        process.terminate()
        await process.wait()


def _summary(report: Report) -> int:
    print(f"\n{len(report.missed)} targets missed" + "".join(f"\n  {m}" for m in report.missed))
    return 1 if report.missed else 0


ALONE = {
    "counter": counter.measure,
    "import": tables.measure,
    "lists": lists.measure,
    "plan": plan.measure,
    "search": search.measure,
}
"""Benchmarks with markets, and arguments, of their own."""


if __name__ == "__main__":
    alone = ALONE.get(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(asyncio.run(alone(sys.argv[2:]) if alone else main()))
