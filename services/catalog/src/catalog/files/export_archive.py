"""Everything a shop owns in one ZIP, handed out while it is made."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict

import orjson

from catalog.files.export_goods import Goods, as_csv, book_of
from catalog.files.write_table import Archive, csv_lines
from catalog.queries import exports

_PIECE = 256 * 1024
_NOT_OURS = frozenset({"staff", "mandates", "advisor_id"})


async def archive(goods: Goods) -> AsyncIterator[bytes]:
    """Never more of it in memory than one picture or a few hundred rows."""
    made = Archive()
    for piece in made.put("laden.json", _shop(goods)):
        yield piece
    for part in (_goods, _tables, _pictures):
        async for piece in part(goods, made):
            yield piece
    for piece in made.end():
        yield piece


async def _goods(goods: Goods, made: Archive) -> AsyncIterator[bytes]:
    with made.begin("produkte.csv") as file:
        async for lines in as_csv(goods):
            file.write(lines)
            for piece in made.taken():
                yield piece
    with await book_of(goods) as book, made.begin("produkte.xlsx") as file:
        while part := await asyncio.to_thread(book.read, _PIECE):
            file.write(part)
            for piece in made.taken():
                yield piece


async def _tables(goods: Goods, made: Archive) -> AsyncIterator[bytes]:
    for name in await exports.tables_there(goods.around):
        columns, _ = exports.TABLES[name]
        with made.begin(name) as file:
            file.write(csv_lines([columns], first=True))
            async for rows in exports.table(name, goods.shop, goods.around):
                file.write(csv_lines([[_word(row[c]) for c in columns] for row in rows]))
                for piece in made.taken():
                    yield piece


async def _pictures(goods: Goods, made: Archive) -> AsyncIterator[bytes]:
    async for products in exports.goods(goods.shop, goods.around):
        for product in products:
            for picture in product.pictures:
                content = await exports.picture_bytes(picture, goods.around)
                if content is None:
                    continue
                for piece in made.put(f"bilder/{picture.name}.webp", content):
                    yield piece


def _shop(goods: Goods) -> bytes:
    said = {k: v for k, v in asdict(goods.shop).items() if k not in _NOT_OURS}
    return orjson.dumps(said, default=str, option=orjson.OPT_INDENT_2)


def _word(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
