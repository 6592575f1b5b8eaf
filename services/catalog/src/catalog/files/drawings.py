"""The region's drawings, by key."""

import asyncio
import re
from pathlib import Path

_KEY = re.compile(r"[a-z0-9_-]{1,60}")


class FolderDrawings:
    """Reads `<key>.svg` in one folder; any other name never becomes a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def read(self, key: str) -> bytes | None:
        if not _KEY.fullmatch(key):
            return None
        return await asyncio.to_thread(_read, self._folder / f"{key}.svg")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
