"""Hands uploaded pictures to a process of their own, off the event loop and within limits."""

import asyncio
import sys

import orjson
from marketkit.errors import DomainError, UnavailableError

from catalog.domain.errors import (
    MovingPictureError,
    PictureTooLargeError,
    UnreadablePictureError,
)
from catalog.files import reencode
from catalog.use_cases.ports import ReadyPicture

SECONDS = 30
AT_ONCE = 2
_REFUSALS: dict[int, type[DomainError]] = {
    reencode.UNREADABLE: UnreadablePictureError,
    reencode.TOO_LARGE: PictureTooLargeError,
    reencode.MOVING: MovingPictureError,
}


class ProcessPictures:
    """One short-lived process per picture, two at once; the others wait."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def prepare(self, uploaded: bytes) -> ReadyPicture:
        async with self._slots:
            status, output = await _run(uploaded)
        if refusal := _REFUSALS.get(status):
            raise refusal
        if status != 0:
            # Killed by its limits: the file is more than we are willing to decode.
            raise PictureTooLargeError
        return _read(output)


async def _run(uploaded: bytes) -> tuple[int, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        reencode.__file__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(SECONDS):
            output, _ = await process.communicate(uploaded)
    except TimeoutError as error:
        raise UnavailableError(retry_after=30) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, output


def _read(output: bytes) -> ReadyPicture:
    head, _, rest = output.partition(b"\n")
    said = orjson.loads(head)
    files: dict[int, bytes] = {}
    for width, length in zip(reencode.WIDTHS, said["lengths"], strict=True):
        files[width], rest = rest[:length], rest[length:]
    return ReadyPicture(said["width"], said["height"], files)
