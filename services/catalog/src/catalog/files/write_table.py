"""Writes tables as CSV line by line, as XLSX to a file, and files into one ZIP as it goes."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import openpyxl
from openpyxl.styles import Font

_PIECE = 256 * 1024


def csv_lines(rows: Iterable[Sequence[str]], *, sign: str = ";", first: bool = False) -> bytes:
    """With the mark that tells spreadsheets which letters these are, when it begins the file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(rows)
    return (b"\xef\xbb\xbf" if first else b"") + out.getvalue().encode()


class Book:
    """A spreadsheet written row by row; only what is being written is in memory."""

    def __init__(self, title: str, header: Sequence[str]) -> None:
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for index in range(len(header)):
            self._sheet.column_dimensions[_letter(index)].width = 18
        self._sheet.append([_bold(self._sheet, name) for name in header])

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            self._sheet.append([_text(self._sheet, value) for value in row])

    def add_sheet(self, title: str, rows: Iterable[Sequence[str]]) -> None:
        sheet = self._book.create_sheet(title)
        sheet.column_dimensions["A"].width = 24
        sheet.column_dimensions["B"].width = 90
        for row in rows:
            sheet.append([_text(sheet, value) for value in row])

    def save(self) -> IO[bytes]:
        """A file of no name, at its beginning."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever reads it closes it
        self._book.save(file)
        file.seek(0)
        return file


def _bold(sheet: Any, value: str) -> Any:
    cell = _text(sheet, value)
    cell.font = Font(bold=True)
    return cell


def _text(sheet: Any, value: str) -> Any:
    """Always words: an article number keeps its zeros, and nothing is a formula."""
    cell = openpyxl.cell.WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _letter(index: int) -> str:
    found: str = openpyxl.utils.get_column_letter(index + 1)
    return found


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
