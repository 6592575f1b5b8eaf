"""How many statements things take: the number must not grow with what is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import asyncpg
from sqlalchemy import event

from tests.catalog.builders import a_product, a_shop, a_variant
from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.imports.conftest import Shelf, a_row, csv_of, shelf

__all__ = ["shelf"]
_SENDING = ("execute", "executemany", "fetch", "fetchrow", "fetchval", "copy_records_to_table")

# The relay works beside the test, in a task of its own from before: it does not count.
_COUNTED: ContextVar[bool] = ContextVar("counted", default=False)


@contextmanager
def counting(market: Market) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, through SQLAlchemy or past it."""
    seen: list[str] = []
    known = {name: getattr(asyncpg.Connection, name) for name in _SENDING}

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if _COUNTED.get():
            seen.append(statement)

    def noting(name: str) -> Any:
        async def noted(self: Any, query: Any, *rest: Any, **more: Any) -> Any:
            if _COUNTED.get():
                seen.append(query)
            return await known[name](self, query, *rest, **more)

        return noted

    event.listen(market.db.engine.sync_engine, "before_cursor_execute", note)
    for name in _SENDING:
        setattr(asyncpg.Connection, name, noting(name))
    here = _COUNTED.set(True)
    try:
        yield seen
    finally:
        _COUNTED.reset(here)
        for name, method in known.items():
            setattr(asyncpg.Connection, name, method)
        event.remove(market.db.engine.sync_engine, "before_cursor_execute", note)


async def test_twenty_variants_cost_no_more_statements_than_one(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}/products"
    counts = []
    for number in (1, 20):
        variants = [a_variant(label=f"{n}", on_hand=n) for n in range(number)]
        with counting(market) as statements:
            product = ok(await desk.advisor.post(path, json=a_product(variants=variants)), 201)
            ok(await desk.advisor.post(f"/api/v1/products/{product['id']}/publish"))
        counts.append(len(statements))

    assert counts[1] <= counts[0] + 2, counts


async def test_a_list_costs_the_same_however_long(market: Market) -> None:
    advisor = market.client("advisor")
    counts = []
    for _ in range(3):
        for _ in range(4):
            shop = ok(await advisor.post("/api/v1/shops", json=a_shop()), 201)
            ok(await advisor.post(f"/api/v1/shops/{shop['slug']}/products", json=a_product()), 201)
        with counting(market) as statements:
            ok(await advisor.get("/api/v1/my/shops"))
            ok(await advisor.get(f"/api/v1/shops/{shop['slug']}/products"))
        counts.append(len(statements))

    assert counts[0] == counts[1] == counts[2]


async def test_a_hundred_rows_of_a_table_cost_no_more_statements_than_one(
    shelf: Shelf, market: Market
) -> None:
    counts = []
    for first, number in ((0, 1), (1000, 100)):
        job = await shelf.preview(csv_of([a_row(first + n) for n in range(number)]))
        with counting(market) as statements:
            await shelf.apply(job["id"])
        counts.append(len(statements))

    assert counts[1] <= counts[0] + 2, counts
