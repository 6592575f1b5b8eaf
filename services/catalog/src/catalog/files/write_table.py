"""Writes tables as CSV line by line, and files into one ZIP as it goes."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO


def csv_lines(rows: Iterable[Sequence[str]], *, sign: str = ";", first: bool = False) -> bytes:
    """With the mark that tells spreadsheets which letters these are, when it begins the file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(rows)
    return (b"\xef\xbb\xbf" if first else b"") + out.getvalue().encode()


class Archive:
    """A ZIP handed out while it is made: what was written is taken away again at once."""

    def __init__(self) -> None:
        self._out = _Pipe()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]  # a pipe

    def begin(self, name: str) -> IO[bytes]:
        """A new file in it; close it before the next."""
        opened: IO[bytes] = self._zip.open(name, "w", force_zip64=True)
        return opened

    def put(self, name: str, content: bytes) -> Iterator[bytes]:
        self._zip.writestr(name, content)
        return self.taken()

    def taken(self) -> Iterator[bytes]:
        """What has been made since the last time."""
        if piece := self._out.take():
            yield piece

    def end(self) -> Iterator[bytes]:
        self._zip.close()
        return self.taken()


class _Pipe:
    """As much of a file as a ZIP needs that is written front to back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken
