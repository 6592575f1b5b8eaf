"""Writes tables as XLSX to a file."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

import openpyxl
from openpyxl.styles import Font


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
