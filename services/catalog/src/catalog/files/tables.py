"""Hands uploaded tables to a process of their own, and takes the rows as they come."""

import asyncio
import contextlib
import struct
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
from marketkit.errors import UnavailableError

from catalog.domain.imports.table import Line, TableRefusedError

SECONDS = 60
_PROGRAM = Path(__file__).with_name("read_table.py")
"""Never imported: its libraries stay in its own process."""
_LENGTH = 8
LONGEST_FRAME = 64 * 1024 * 1024


# The reader's guard against hostile XML is not one for lxml, which others may have installed.
_ENVIRONMENT = {"OPENPYXL_LXML": "False"}


class ProcessTables:
    """One process per table; whatever a hostile file does, it does to a process of its own."""

    async def lines(self, uploaded: bytes) -> AsyncIterator[list[Line]]:
        """The rows with something in them, the header first. Raises TableRefusedError."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            _PROGRAM,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_ENVIRONMENT,
        )
        feeding = asyncio.create_task(_feed(process, uploaded))
        try:
            async with asyncio.timeout(SECONDS):
                async for frame in _frames(process):
                    if isinstance(frame, dict):
                        _check_end(frame)
                        return
                    yield [Line(number, tuple(cells)) for number, cells in frame]
            # Killed by its limits: the file is more than we are willing to read.
            raise TableRefusedError("too_large")
        except TimeoutError as error:
            raise UnavailableError(retry_after=30) from error
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            feeding.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await feeding
            await process.wait()


async def _feed(process: asyncio.subprocess.Process, uploaded: bytes) -> None:
    assert process.stdin is not None
    # It may have seen enough before everything was written.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(uploaded)
        await process.stdin.drain()
        process.stdin.close()


async def _frames(process: asyncio.subprocess.Process) -> AsyncIterator[Any]:
    assert process.stdout is not None
    while True:
        try:
            (length,) = struct.unpack(">Q", await process.stdout.readexactly(_LENGTH))
            if length > LONGEST_FRAME:
                return
            yield orjson.loads(await process.stdout.readexactly(length))
        except asyncio.IncompleteReadError:
            return


def _check_end(frame: dict[str, Any]) -> None:
    if "refused" in frame:
        raise TableRefusedError(frame["refused"], frame["row"])
