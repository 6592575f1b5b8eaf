"""One export as a file on disk: read in one go from the database, handed out piece by piece."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Final
from uuid import UUID

from marketkit.errors import TooManyError

from orders.domain.export import Export, Span
from orders.files.exports.datev import Batch, datev
from orders.files.exports.gobd import gobd
from orders.files.exports.pieces import pieces_of
from orders.files.exports.sellers import sellers
from orders.files.exports.supplies import supplies
from orders.store.export_rows import Rows, opened
from orders.use_cases.context import Context

_AT_ONCE: Final = 2
_running = asyncio.Semaphore(_AT_ONCE)


class ExportsBusyError(TooManyError):
    code = "exports_busy"
    message = "Gerade werden andere Auszüge geschrieben. Bitte in einer Minute noch einmal."


@dataclass(frozen=True, slots=True)
class Wanted:
    """`shop_id` None: of the whole market, or of the operator's own papers."""

    export: Export
    span: Span
    shop_id: UUID | None
    who: str
    consultant: int = 1001
    client: int = 1


async def made(context: Context, wanted: Wanted) -> AsyncIterator[bytes]:
    """Raises ExportsBusyError. A slow reader keeps a file open, never a connection."""
    if _running.locked():
        raise ExportsBusyError
    out = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever reads it closes it
    try:
        async with _running, opened(context.database, wanted.span, wanted.shop_id) as rows:
            await _write(out, context, rows, wanted)
    except BaseException:
        out.close()
        raise
    return pieces_of(out)


async def _write(out: IO[bytes], context: Context, rows: Rows, wanted: Wanted) -> None:
    if wanted.export is Export.GOBD:
        await gobd(out, rows, wanted.span, wanted.who)
        return
    async for piece in _pieces(context, rows, wanted):
        out.write(piece)


def _pieces(context: Context, rows: Rows, wanted: Wanted) -> AsyncIterator[bytes]:
    if wanted.export is Export.SUPPLIES:
        return supplies(rows)
    if wanted.export is Export.SELLERS:
        return sellers(rows, wanted.span.first.year)
    first = date(wanted.span.first.year, 1, 1)
    now = context.clock.now()
    batch = Batch(context.chart, wanted.span, now, wanted.consultant, wanted.client, first)
    return datev(rows, batch)
