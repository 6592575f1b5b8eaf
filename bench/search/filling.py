"""Puts the invented catalogue into search's own tables by COPY, as events would have left it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from marketkit.contracts import ProductChanged
from search.use_cases.note_changes import note_product, note_shop

from bench.search import invented

_CHUNK = 500
_TABLES = {
    "product_snapshot": ("product_id", "shop_id", "version", "doc", "deleted", "seq"),
    "shop_snapshot": ("shop_id", "version", "doc"),
    "stock_snapshot": ("variant_id", "product_id", "version", "available", "on_order"),
}


class _Listener:
    """Stands where a transaction stands, and keeps what would have been written."""

    def __init__(self) -> None:
        self.asked: tuple[Any, ...] = ()

    async def execute(self, _: str, *values: Any) -> str:
        self.asked = values
        return ""


async def fill(url: str, count: int) -> None:
    """Shops, products and their stock, and the counters as if each had been told once."""
    connection = await asyncpg.connect(url)
    try:
        await _copy(connection, "shop_snapshot", _shops(count))
        await _copy(connection, "product_snapshot", _products(count))
        await _copy(connection, "stock_snapshot", _stock(count))
        await connection.execute("SELECT setval('snapshot_seq', $1)", count)
        await connection.execute("ANALYZE product_snapshot, shop_snapshot, stock_snapshot")
    finally:
        await connection.close()


async def _shops(count: int) -> AsyncIterator[tuple[Any, ...]]:
    for shop in invented.shops(count):
        heard: Any = _Listener()
        await note_shop(heard, invented.shop_event(shop))
        shop_id, version, doc, *_ = heard.asked
        yield shop_id, version, orjson.dumps(doc)


async def _products(count: int) -> AsyncIterator[tuple[Any, ...]]:
    heard: Any = _Listener()
    for number, product in enumerate(invented.products(count), start=1):
        await note_product(heard, product)
        product_id, shop_id, version, doc, *_ = heard.asked
        yield product_id, shop_id, version, orjson.dumps(doc), False, number


async def _stock(count: int) -> AsyncIterator[tuple[Any, ...]]:
    """Of a hundred goods eight are out, seven made on order, the rest is counted."""
    for product in invented.products(count):
        yield _level(product)


def _level(product: ProductChanged) -> tuple[UUID, UUID, int, int | None, bool]:
    variant, share = product.variants[0].variant_id, product.product_id.int % 100
    on_order = 8 <= share < 15
    left = 0 if share < 8 else None if on_order else share
    return variant, product.product_id, 1, left, on_order


async def _copy(
    connection: asyncpg.Connection, table: str, rows: AsyncIterator[tuple[Any, ...]]
) -> None:
    async def lines() -> AsyncIterator[bytes]:
        waiting: list[bytes] = []
        async for row in rows:
            waiting.append(b"\t".join(_field(value) for value in row) + b"\n")
            if len(waiting) == _CHUNK:
                yield b"".join(waiting)
                waiting.clear()
        yield b"".join(waiting)

    columns = list(_TABLES[table])
    await connection.copy_to_table(table, source=lines(), columns=columns, format="text")


def _field(value: object) -> bytes:
    """As COPY's text format writes it."""
    match value:
        case None:
            return b"\\N"
        case bool():
            return b"t" if value else b"f"
        case bytes():
            return value.replace(b"\\", b"\\\\")
        case _:
            return str(value).encode()
