"""Files in a folder; what a bucket would be elsewhere."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from catalog.domain.names import is_picture_file


class FolderFiles:
    """Only names that we gave out ourselves become paths."""

    def __init__(self, folder: Path, is_ours: Callable[[str], bool] = is_picture_file) -> None:
        self._folder = folder
        self._is_ours = is_ours

    async def write(self, name: str, content: bytes) -> None:
        await asyncio.to_thread(self._write, self._path(name), content)

    async def read(self, name: str) -> bytes | None:
        return await asyncio.to_thread(_read, self._path(name))

    async def delete(self, name: str) -> None:
        path = self._path(name)
        await asyncio.to_thread(path.unlink, missing_ok=True)

    def _path(self, name: str) -> Path:
        if not self._is_ours(name):
            message = "not a name of ours"
            raise ValueError(message)
        # Two letters of the random name: no folder grows past what a file system likes.
        return self._folder / name[:2] / name

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
