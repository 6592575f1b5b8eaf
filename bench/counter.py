"""A shop's list of open orders: as quick with a hundred thousand as with a hundred."""

import argparse
import time
from typing import Any
from uuid import UUID

import aiohttp
import asyncpg

from bench import goods
from bench.report import Delays, Report
from bench.tables import advised_market
from tests.journeys.actors import Actor
from tests.journeys.things import check_out, fill_cart
from tests.support.production import Production

TRIES = 100
FEW, MANY = 100, 100_000
SLOWER_AT_MOST = 1.5
WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("what is open, the first page", {"status": "placed", "limit": 50}),
    ("all, the latest first", {"limit": 50}),
)
# One order that was placed like any other, so many times over: what a list reads is all there.
_TWIN = "CREATE TEMP TABLE twin (was uuid, id uuid, old_order uuid, order_id uuid, n integer)"
_TWINS = """
    INSERT INTO twin
    SELECT s.id, gen_random_uuid(), s.order_id, gen_random_uuid(), n
    FROM shop_order s, generate_series(1, $1::integer) AS n WHERE s.id = $2
"""
_AGAIN = (
    """
    INSERT INTO "order"
    SELECT (o).* FROM (
        SELECT jsonb_populate_record(o, jsonb_build_object(
            'id', t.order_id, 'number', o.number || '-' || t.n, 'cart_id', gen_random_uuid()
        )) AS o
        FROM twin t JOIN "order" o ON o.id = t.old_order
    ) AS made
    """,
    """
    INSERT INTO shop_order
    SELECT (s).* FROM (
        SELECT jsonb_populate_record(s, jsonb_build_object(
            'id', t.id, 'order_id', t.order_id, 'number', s.number || '-' || t.n,
            'slot_start', s.slot_start + t.n * interval '1 minute'
        )) AS s
        FROM twin t JOIN shop_order s ON s.id = t.was
    ) AS made
    """,
    """
    INSERT INTO order_line
    SELECT (l).* FROM (
        SELECT jsonb_populate_record(l, jsonb_build_object('shop_order_id', t.id)) AS l
        FROM twin t JOIN order_line l ON l.shop_order_id = t.was
    ) AS made
    """,
    """
    INSERT INTO history
    SELECT (h).* FROM (
        SELECT jsonb_populate_record(h, jsonb_build_object('shop_order_id', t.id)) AS h
        FROM twin t JOIN history h ON h.shop_order_id = t.was
    ) AS made
    """,
    "DROP TABLE twin",
    'ANALYZE shop_order, "order", order_line, history',
)


async def measure(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench counter")
    parser.add_argument("--orders", type=int, nargs=2, default=[FEW, MANY])
    sizes: list[int] = parser.parse_args(arguments).orders
    report = Report()
    report.title(f"The orders of a shop with {sizes[0]} and with {sizes[1]} open ones")
    async with advised_market() as (market, advisor), aiohttp.ClientSession() as http:
        owner = await Actor(market.base, http).sign_up("karla")
        shops = (await goods.open_shops(advisor, owner))[:2]
        products = await goods.fill(owner, shops, 2, report)
        slugs = []
        for product, size in zip(products, sizes, strict=True):
            placed = await check_out(owner, await fill_cart(owner, (product, 1)))
            part = placed["shop_orders"][0]
            await _multiply(market, part["id"], size)
            slugs.append(str(part["shop"]["slug"]))
        for name, query in WAYS:
            few, many = [await _asked(owner, slug, query) for slug in slugs]
            report.line(f"{name}, {sizes[0]}", few)
            report.line(f"{name}, {sizes[1]}", many)
            report.at_most("… p50 many / few", many.p50 / few.p50, SLOWER_AT_MOST, "times")
    return 1 if report.missed else 0


async def _multiply(market: Production, shop_order_id: str, size: int) -> None:
    connection = await asyncpg.connect(market.databases["orders"])
    try:
        await connection.execute("SET session_replication_role = replica")  # no trigger, no check
        await connection.execute(_TWIN)
        await connection.execute(_TWINS, size, UUID(shop_order_id))
        for statement in _AGAIN:
            await connection.execute(statement)
    finally:
        await connection.close()


async def _asked(owner: Actor, slug: str, query: dict[str, Any]) -> Delays:
    took = []
    for _ in range(TRIES):
        started = time.perf_counter()
        await owner.get(f"/shops/{slug}/orders", **query)
        took.append(time.perf_counter() - started)
    return Delays.of(took)
