"""A program of its own: reads one uploaded table on stdin, writes its rows to stdout as they come.

It runs for one file, with little memory and time, and knows nothing of the catalogue. Output:
frames of eight bytes of length and as many of JSON, each a list of `[number, [cell, …]]`. The
last frame is an object: `{"refused": <why>, "row": <where>}`, or what kind of table it was.
"""

import csv
import datetime as dt
import io
import json
import math
import resource
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import charset_normalizer
import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.xml import DEFUSEDXML, LXML

MOST_ROWS = 20_000
MOST_GAPS = 2_000
MOST_COLUMNS = 120
LONGEST_CELL = 20_000
LONGEST_ROW = 60_000
MOST_UNPACKED = 300 * 1024 * 1024
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 40
AT_ONCE = 250
_OLE = b"\xd0\xcf\x11\xe0"
_ENCODINGS = ["cp1252", "cp850", "mac_roman", "iso8859_15"]
_DELIMITERS = ";,\t|"
Row = tuple[int, list[Any]]


class RefusedError(Exception):
    """The file is not one we read; says why in a word, and in which row."""

    def __init__(self, why: str, row: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.row = row


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        end = _read(sys.stdin.buffer.read())
    except RefusedError as refused:
        end = {"refused": refused.why, "row": refused.row}
    except MemoryError:
        end = {"refused": "too_large", "row": 0}
    _frame(end)
    return 0


def _read(uploaded: bytes) -> dict[str, Any]:
    if not uploaded.strip():
        raise RefusedError("empty")
    if uploaded.startswith(_OLE):
        raise RefusedError("locked_or_old")
    if uploaded.startswith(b"PK"):
        return _told(_sheet(uploaded), {"kind": "xlsx"})
    text, encoding = _decoded(uploaded)
    delimiter = _delimiter(text)
    rows = _lines(text, delimiter)
    return _told(rows, {"kind": "csv", "encoding": encoding, "delimiter": delimiter})


def _told(rows: Iterable[Row], about: dict[str, Any]) -> dict[str, Any]:
    """Hand on the rows that hold something."""
    filled = _filled(rows)
    count = 0
    while batch := list(islice(filled, AT_ONCE)):
        count += len(batch)
        # One more than the limit: the header.
        if count > MOST_ROWS + 1:
            raise RefusedError("too_many_rows", batch[-1][0])
        _frame(batch)
    if count < 2:  # noqa: PLR2004 -- a header and one row of goods
        raise RefusedError("empty")
    return about


def _filled(rows: Iterable[Row]) -> Iterator[Row]:
    gaps = 0
    for number, cells in rows:
        while cells and cells[-1] in {"", None}:
            cells.pop()
        if not cells:
            gaps += 1
            if gaps > MOST_GAPS:
                return
            continue
        gaps = 0
        if len(cells) > MOST_COLUMNS:
            raise RefusedError("too_many_columns", number)
        lengths = [len(cell) for cell in cells if isinstance(cell, str)]
        if max(lengths, default=0) > LONGEST_CELL or sum(lengths) > LONGEST_ROW:
            raise RefusedError("too_long", number)
        yield number, cells


# ── comma-separated ──


def _decoded(uploaded: bytes) -> tuple[str, str]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if uploaded.startswith(mark):
            return _strictly(uploaded, encoding), encoding
    if b"\x00" in uploaded[:4096]:
        # Without a mark, but every other byte is empty: two bytes for each letter.
        first, second = uploaded[:4096:2].count(0), uploaded[1:4096:2].count(0)
        return _strictly(uploaded, "utf-16-be" if first > second else "utf-16-le"), "utf-16"
    try:
        return uploaded.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = max(_ENCODINGS, key=lambda name: _umlauts(uploaded, name))
    if _umlauts(uploaded, best):
        return uploaded.decode(best, "replace"), best
    guess = charset_normalizer.from_bytes(uploaded[:65536], cp_isolation=_ENCODINGS).best()
    encoding = guess.encoding if guess else _ENCODINGS[0]
    return uploaded.decode(encoding, "replace"), encoding


def _umlauts(uploaded: bytes, encoding: str) -> int:
    """How German it looks when read so: the surest sign in a table of few words."""
    text = uploaded[:65536].decode(encoding, "replace")
    return sum(text.count(sign) for sign in "äöüÄÖÜß€é")


def _strictly(uploaded: bytes, encoding: str) -> str:
    try:
        text = uploaded.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError("unreadable") from error
    if "\x00" in text:
        raise RefusedError("unreadable")
    return text


def _delimiter(text: str) -> str:
    """The sign that parts the first lines into the most, and the most even, columns."""
    first = text[:5].casefold()
    if first.startswith("sep=") and first[4:]:
        return text[4]
    sample = text[:20_000]

    def evenness(sign: str) -> tuple[int, int]:
        try:
            lines = csv.reader(io.StringIO(sample), delimiter=sign)
            widths = [len(row) for row in islice(lines, 20)]
        except csv.Error:
            return 0, 0
        widths = [width for width in widths if width] or [0]
        return (min(widths[:-1] or widths) if widths else 0, widths[0])

    return max(_DELIMITERS, key=evenness)


def _lines(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL * 2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RefusedError("quotes", begins) from error
        if number == 1 and "".join(cells).casefold() in {"sep=", "sep"}:
            continue
        if "\x00" in "".join(cells):
            raise RefusedError("unreadable", begins)
        yield begins, [cell.strip() for cell in cells]


# ── spreadsheets ──


def _sheet(uploaded: bytes) -> Iterator[Row]:
    _check_archive(uploaded)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(uploaded), read_only=True, data_only=True, keep_links=False
        )
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        named = [sheet for sheet in sheets if sheet.title.casefold() in {"produkte", "products"}]
        sheet = (named or sheets or [None])[0]
        if sheet is None:
            return
        # What the file says about its own size is not believed.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_plain(value) for value in row[: MOST_COLUMNS + 1]]
    except (RefusedError, MemoryError):
        raise
    except DefusedXmlException as error:
        raise RefusedError("unreadable") from error
    except Exception as error:  # whatever a broken file makes the reader stumble over
        raise RefusedError("unreadable") from error


def _check_archive(uploaded: bytes) -> None:
    """Before anything is unpacked: no macros, no bomb, and only a parser that knows both."""
    assert DEFUSEDXML
    assert not LXML
    try:
        archive = zipfile.ZipFile(io.BytesIO(uploaded))
    except zipfile.BadZipFile as error:
        raise RefusedError("unreadable") from error
    names = {info.filename for info in archive.infolist()}
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise RefusedError("locked_or_old")
    if any("vbaproject" in name.casefold() for name in names):
        raise RefusedError("macros")
    if "xl/workbook.xml" not in names:
        raise RefusedError("no_table")
    if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
        raise RefusedError("too_large")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        # 4.800000000000001 is what a sum of prices looks like inside.
        whole = round(value, 6)
        return int(whole) if whole.is_integer() else whole
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value).strip()


def _frame(value: Any) -> None:
    body = json.dumps(value).encode()
    sys.stdout.buffer.write(struct.pack(">Q", len(body)) + body)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
