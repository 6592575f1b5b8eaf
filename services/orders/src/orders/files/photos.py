"""Hands uploaded photos to a process of their own, off the event loop and within limits."""

import asyncio
import sys

import orjson
from marketkit.errors import UnavailableError

from orders.domain.errors_kinds import PhotoRefusedError, PhotoTooLargeError
from orders.files import reencode_photo
from orders.use_cases.ask_quote import ReadyPhoto

SECONDS = 30


async def reencoded(uploaded: bytes) -> ReadyPhoto:
    """Small, and without what cameras add. Raises PhotoRefusedError, PhotoTooLargeError."""
    status, output = await _run(uploaded)
    if status == reencode_photo.UNREADABLE:
        raise PhotoRefusedError
    if status != 0:
        # Refused by its size, or killed by its limits: more than we are willing to decode.
        raise PhotoTooLargeError
    head, _, content = output.partition(b"\n")
    said = orjson.loads(head)
    return ReadyPhoto(content, (said["width"], said["height"]))


async def _run(uploaded: bytes) -> tuple[int, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", reencode_photo.__file__,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
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
