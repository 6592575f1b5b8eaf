"""What is kept of one account, as data (Art. 15, 20 GDPR): names as they are stored, cents."""

import tempfile
from collections.abc import AsyncIterator
from typing import IO, Any
from uuid import UUID

import orjson

from orders.files.exports.pieces import pieces_of
from orders.store.my_data import PARTS, MyRows, opened
from orders.use_cases.context import Context


async def my_data(context: Context, account_id: UUID) -> AsyncIterator[bytes]:
    """One JSON document, written to disk first and then sent."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever reads it closes it
    try:
        async with opened(context.database, account_id) as rows:
            out.write(b'{"account_id":%s' % _json(account_id))
            out.write(b',"made_at":%s' % _json(context.clock.now()))
            for part in PARTS:
                await _write(out, rows, part)
            out.write(b"}\n")
    except BaseException:
        out.close()
        raise
    return pieces_of(out)


async def _write(out: IO[bytes], rows: MyRows, part: str) -> None:
    out.write(b',"%s":[' % part.encode())
    comma = b"\n"
    async for row in rows.of(part):
        out.write(comma + _json({name: value for name, value in row.items() if value is not None}))
        comma = b",\n"
    out.write(b"]")


def _json(value: Any) -> bytes:
    # asyncpg hands out its own kind of UUID, which orjson does not know.
    return orjson.dumps(value, default=str)
