"""A file that was written, piece by piece from its beginning."""

from collections.abc import AsyncIterator
from typing import IO, Final

_PIECE: Final = 1 << 16


def pieces_of(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Closes it at the end."""
    file.seek(0)
    return _read(file)


async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
