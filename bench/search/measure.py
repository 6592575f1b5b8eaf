"""One size after another: each engine alone, then through the gateway, beside each other.

python -m bench search                              10,000, 100,000 and a million products
python -m bench search --sizes 10000 --seconds 3    a quick look

Filling a million takes most of the time: reckon with a minute for 10,000, five for 100,000 and
forty for a million.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import orjson
import psutil
from marketkit.db import Database
from pydantic import SecretStr
from search.domain.language import Language
from search.settings import SearchSettings
from search.store.snapshots import SnapshotReader
from search.wiring import learned_language

from bench.report import Delays, Rate, Report
from bench.search import meili
from bench.search.alone import size_of
from bench.search.filling import fill
from bench.search.invented import REGION
from bench.search.questions import mixes
from bench.search.understood import queries
from bench.wrk import hammer
from tests.search.meili_server import MeiliServer, meili_server
from tests.support.production import Production, production
from tests.support.servers import Postgres, postgres

SIZES = (10_000, 100_000, 1_000_000)
CLIENTS = 16
MEILI_ASKED = 1500
"""It keeps no answers, so fewer will do."""
JUDGED_SIZE = 100_000
P95_MS, SHARE, GROWTH, PAGE_MS = 25, 0.5, 3.0, 100
ON_DISK_FROM = 50_000
"""Larger embedded indexes lie in a folder, as `SEARCH_EMBEDDED_DIR` does it."""
PARTS = ("catalog", "gateway")
FILL_SECONDS = 7200
MIB = 1024 * 1024
ENGINES = ("embedded", "meilisearch")


@dataclass
class Bench:
    """What one run needs to know everywhere."""

    server: Postgres
    report: Report
    seconds: int
    engines: Sequence[str]
    medians: dict[tuple[str, str], dict[int, float]] = field(default_factory=dict)
    """By engine and mix: size → p50 through the gateway."""

    def grown(self) -> None:
        """How much slower the largest is than the smallest."""
        for (engine, mix), by_size in self.medians.items():
            small, large = min(by_size), max(by_size)
            if small < large:
                times = by_size[large] / by_size[small]
                name = f"{engine}, {mix}: p50 {large} / {small}"
                self.report.at_most(name, times, GROWTH, "times")


async def measure(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench search", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--seconds", type=int, default=8, help="for each mix")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    chosen = parser.parse_args(arguments)
    report = Report()
    with postgres(durable=True) as server:
        bench = Bench(server, report, chosen.seconds, chosen.engines)
        for size in sorted(chosen.sizes):
            await _one_size(bench, size)
        report.title("Growth of the median through the gateway")
        bench.grown()
    print(f"\n{len(report.missed)} targets missed" + "".join(f"\n  {m}" for m in report.missed))
    return 1 if report.missed else 0


async def _one_size(bench: Bench, size: int) -> None:
    bench.report.title(f"{size:,} products")
    async with production(bench.server, None, only=()) as market:
        started = time.perf_counter()
        await fill(market.databases["search"], size)
        bench.report.line("snapshots by COPY", f"{time.perf_counter() - started:.0f} s")
        for name in PARTS:
            await market.start(name)
        if "embedded" in bench.engines:
            await _embedded(bench, market, size)
        if "meilisearch" in bench.engines:
            await _meilisearch(bench, market, size)


async def _embedded(bench: Bench, market: Production, size: int) -> None:
    with tempfile.TemporaryDirectory(prefix="market-index-") as folder:
        where = folder if size >= ON_DISK_FROM else ""
        told = await _alone(market.databases["search"], size, where, bench.seconds)
        bench.report.line("embedded: index rate", f"{told['documents'] / told['seconds']:.0f} /s")
        bench.report.line("embedded: memory of the process", f"{told['memory'] / MIB:.0f} MB")
        if where:
            bench.report.line("embedded: index on disk", f"{told['disk'] / MIB:.0f} MB")
        alone = {
            name: Rate(asked["per_second"], Delays.of(asked["took"]))
            for name, asked in told["alone"].items()
        }
        more = {"SEARCH_EMBEDDED_DIR": str(Path(folder, "app"))} if where else {}
        async with _searching(market, size, "embedded", more):
            await _through(bench, market, size, "embedded", alone)


async def _meilisearch(bench: Bench, market: Production, size: int) -> None:
    binary = shutil.which("meilisearch")
    if binary is None:
        bench.report.must("a Meilisearch server on PATH", holds=False, seen="none")
        return
    with meili_server(binary, indexing_memory="1GiB", indexing_threads=2) as server:
        more = {"SEARCH_MEILI_URL": server.url}
        started = time.perf_counter()
        market.launch("search worker", **more)
        await meili.until_indexed(server.url, size, within=FILL_SECONDS)
        took = time.perf_counter() - started
        bench.report.line("meilisearch: index rate", f"{size / took:.0f} /s")
        _tell_size(bench, server)
        async with _searching(market, size, "meilisearch", more):
            language = await _language(market.databases["search"])
            alone = {
                name: await meili.rate(
                    server.url,
                    queries(questions[:MEILI_ASKED], language),
                    clients=CLIENTS,
                    seconds=bench.seconds,
                )
                for name, questions in mixes(size).items()
            }
            await _through(bench, market, size, "meilisearch", alone)
        market.kill("search worker")


def _tell_size(bench: Bench, server: MeiliServer) -> None:
    assert server.process is not None
    resident = psutil.Process(server.process.pid).memory_info().rss
    bench.report.line("meilisearch: resident memory", f"{resident / MIB:.0f} MB")
    bench.report.line("meilisearch: on disk", f"{size_of(server.folder / 'db') / MIB:.0f} MB")


async def _through(
    bench: Bench, market: Production, size: int, engine: str, alone: dict[str, Rate]
) -> None:
    """The same questions through gateway and service, beside the engine's own answers."""
    report = bench.report
    for name, questions in mixes(size).items():
        paths = [f"/api/v1/search?{urlencode(question)}" for question in questions]
        # What the other engine answered while this one could not is no answer of its own.
        own = f'"engine":"{engine}"'
        found = await hammer(
            market.base, paths, needed=own, seconds=bench.seconds, connections=CLIENTS
        )
        report.line(f"{engine} alone: {name}", alone[name])
        report.line("… through the gateway", found)
        if found.errors:
            report.must("… answered by this engine", holds=False, seen=f"all but {found.errors}")
        share = found.per_second / alone[name].per_second
        if size == JUDGED_SIZE:
            report.at_most("… p95", found.delays.p95, P95_MS, "ms")
            report.ratio("… share", found.per_second, alone[name].per_second, at_least=SHARE)
        else:
            report.line("… share", f"{share:.0%}")
        bench.medians.setdefault((engine, name), {})[size] = found.delays.p50
    process = psutil.Process(market.running["search"].pid)
    report.line("memory of the search app", f"{process.memory_full_info().pss / MIB:.0f} MB")
    pages = [f"/suche?{urlencode(question)}" for question in mixes(size)["exact"]]
    page = await hammer(market.base, pages, seconds=bench.seconds, connections=1)
    report.line("the search page in HTML, one reader", page)
    report.at_most("… p95", page.delays.p95, PAGE_MS, "ms")


@asynccontextmanager
async def _searching(
    market: Production, size: int, engine: str, more: dict[str, str]
) -> AsyncIterator[None]:
    """The search app, once it finds everything with this engine."""
    await market.start("search", **more)
    try:
        await _finds_all(market, size, engine)
        yield
    finally:
        market.kill("search")


async def _finds_all(market: Production, size: int, engine: str) -> None:
    async with asyncio.timeout(FILL_SECONDS), aiohttp.ClientSession() as http:
        while True:
            async with http.get(f"{market.base}/api/v1/search?per_page=1") as reply:
                if reply.status == 200:
                    found = await reply.json()
                    if found["engine"] == engine and found["total"] >= min(size, 1000):
                        break
            await asyncio.sleep(0.25)
        ready = f"http://127.0.0.1:{market.ports['search']}/health/ready"
        while True:
            async with http.get(ready) as reply:
                if reply.status == 200:
                    return
            await asyncio.sleep(0.25)


async def _alone(url: str, size: int, folder: str, seconds: int) -> dict[str, Any]:
    """In a process of its own, so that its memory is its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.search.alone", url, str(size), folder, str(CLIENTS),
        str(seconds),         stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    if process.returncode:
        message = "the engine alone did not come to an end"
        raise SystemExit(message)
    told: dict[str, Any] = orjson.loads(output)
    return told


async def _language(url: str) -> Language:
    database = await Database.open(url, pool_size=1)
    try:
        settings = SearchSettings(database_url=SecretStr(url), region_dir=REGION)
        return await learned_language(settings, SnapshotReader(database.pool))
    finally:
        await database.close()
