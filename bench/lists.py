"""A shop's own list of goods: as quick with twenty thousand as with two hundred."""

import argparse
import time
from typing import Any
from uuid import uuid4

from bench.report import Delays, Report
from bench.tables import HEAD, advised_market, rows, take_in
from tests.catalog.imports.conftest import xlsx_of
from tests.journeys.actors import Actor, a_shop

TRIES = 100
SLOWER_AT_MOST = 2.0
WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("by title", {}),
    ("by price, the dearest first", {"sort": "price", "descending": "true"}),
    ("changed last", {"sort": "updated", "descending": "true"}),
    ("sold out only", {"out": "true"}),
    ("drafts only", {"status": "draft"}),
    ("search 'gurken'", {"q": "gurken"}),
    ("search for one article number", {"q": "PR-77"}),
)


async def measure(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench lists")
    parser.add_argument("--products", type=int, nargs=2, default=[200, 20_000])
    sizes: list[int] = parser.parse_args(arguments).products
    report = Report()
    report.title(f"The list of goods of a shop with {sizes[0]} and with {sizes[1]} products")
    async with advised_market() as (_, advisor):
        slugs = [await _shop(advisor, size, report) for size in sizes]
        for name, query in WAYS:
            small, large = [await _asked(advisor, slug, query) for slug in slugs]
            report.line(f"{name}, {sizes[0]}", small)
            report.line(f"{name}, {sizes[1]}", large)
            report.at_most("… p50 many / few", large.p50 / small.p50, SLOWER_AT_MOST, "times")
    return 1 if report.missed else 0


async def _shop(advisor: Actor, size: int, report: Report) -> str:
    shop = await advisor.post("/shops", a_shop(f"Laden mit {size}"), key=uuid4().hex)
    slug = str(shop["slug"])
    started = time.perf_counter()
    # Neither published nor counted: nothing is told that others would be busy with meanwhile.
    quiet = [row[:-1] for row in rows(size)]
    await take_in(advisor, slug, xlsx_of(quiet, HEAD[:-1]), publish=False)
    report.line(f"{size} products put in by a table", f"{time.perf_counter() - started:9.1f} s")
    return slug


async def _asked(advisor: Actor, slug: str, query: dict[str, Any]) -> Delays:
    took = []
    for _ in range(TRIES):
        started = time.perf_counter()
        await advisor.get(f"/shops/{slug}/inventory", **query)
        took.append(time.perf_counter() - started)
    return Delays.of(took)
