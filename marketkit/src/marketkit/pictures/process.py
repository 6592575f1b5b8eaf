"""Hands uploaded pictures to a process of their own, off the event loop and within limits."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

import orjson

from marketkit.errors import UnavailableError

# By its path, not imported: the decoder is to be loaded there, and nowhere else.
_PROGRAM: Final = str(Path(__file__).with_name("reencode.py"))
_SECONDS: Final = 30
_AT_ONCE: Final = 2
_HIGHEST: Final = 65_535


class Why(Enum):
    """Why a picture is not taken, by the program's exit code."""

    UNREADABLE = 3
    TOO_LARGE = 4
    MOVING = 5


class RefusedPictureError(Exception):
    """It is for each service to say this in its own words."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True, slots=True)
class Ready:
    """How large the picture was, and the WebP files in the order of the sizes asked for."""

    size: tuple[int, int]
    sizes: tuple[tuple[int, int], ...]
    files: tuple[bytes, ...]


class Reencoder:
    """One short-lived process per picture, two at once; the others wait."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def reencode(
        self, uploaded: bytes, widths: Sequence[int], highest: int = _HIGHEST
    ) -> Ready:
        """One file for each width, none higher than that. Raises RefusedPictureError."""
        async with self._slots:
            status, output = await _run(uploaded, [f"{width}x{highest}" for width in widths])
        if status == 0:
            return _read(output)
        known = {why.value for why in Why}
        # Killed by its limits: the file is more than we are willing to decode.
        raise RefusedPictureError(Why(status) if status in known else Why.TOO_LARGE)


async def _run(uploaded: bytes, sizes: list[str]) -> tuple[int, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", _PROGRAM, *sizes,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(_SECONDS):
            output, _ = await process.communicate(uploaded)
    except TimeoutError as error:
        raise UnavailableError(retry_after=30) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, output


def _read(output: bytes) -> Ready:
    head, _, rest = output.partition(b"\n")
    said = orjson.loads(head)
    files = []
    for length in said["lengths"]:
        files.append(rest[:length])
        rest = rest[length:]
    width, height = said["size"]
    return Ready((width, height), tuple((w, h) for w, h in said["sizes"]), tuple(files))
