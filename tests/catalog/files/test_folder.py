"""Files in a folder."""

from pathlib import Path

import pytest
from catalog.files.folder import FolderFiles

NAME = "0123456789abcdef" * 2 + "-640.webp"


async def test_what_is_written_is_read_until_it_is_deleted(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)

    await files.write(NAME, b"picture")
    assert await files.read(NAME) == b"picture"
    await files.delete(NAME)
    await files.delete(NAME)
    assert await files.read(NAME) is None


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", NAME + "/..", "", "x.webp"])
async def test_no_other_name_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name of ours"):
        await FolderFiles(tmp_path).read(name)
