"""Encodings people have, and files nobody should send."""

import io
import zipfile
from typing import Any

import pytest
from catalog.domain.imports.table import Line, TableRefusedError
from catalog.files.tables import ProcessTables

from tests.catalog.imports.conftest import csv_of, xlsx_of

TABLE = csv_of([["1", "Brötchen", "0,35"]], ("Nr", "Größe", "Preis")).decode()


async def _read(content: bytes) -> list[Line]:
    return [line async for batch in ProcessTables().lines(content) for line in batch]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp850"]
)
async def test_any_common_encoding_is_read(encoding: str) -> None:
    lines = await _read(TABLE.encode(encoding))

    assert lines[0].cells == ("Nr", "Größe", "Preis")
    assert lines[1].cells[1] == "Brötchen"


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
async def test_any_common_sign_parts_the_columns(sign: str) -> None:
    rows = [["1", "a b"], ["2", "c d"]]

    assert [line.cells for line in await _read(csv_of(rows, ("Nr", "Was"), sign=sign))] == [
        ("Nr", "Was"), ("1", "a b"), ("2", "c d"),
    ]  # fmt: skip


async def test_quoted_fields_keep_their_lines_and_rows_their_numbers() -> None:
    lines = await _read(b'Nr;Text\n1;"zwei\nZeilen"\n\n2;x\n')

    assert [(line.number, line.cells[0]) for line in lines] == [(1, "Nr"), (2, "1"), (5, "2")]
    assert lines[1].cells[1] == "zwei\nZeilen"


def _zip(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("--", "."), content)
    return out.getvalue()


def _with_entity() -> bytes:
    """A spreadsheet whose sheet declares an entity: the beginning of a bomb of laughs."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of([["1"]], ("Nr",)))) as good,
        zipfile.ZipFile(out, "w") as bad,
    ):
        for name in good.namelist():
            content = good.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(
                    b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet', 1
                )
            bad.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"Nr;Preis\n", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "locked_or_old"),
        (_zip(xl__workbook__xml=b""), "no_table"),
        (_zip(**{"xl__workbook--xml": b"<x/>", "xl__vbaProject--bin": b"x"}), "macros"),
        (b"PK\x03\x04 and then nothing", "unreadable"),
        (xlsx_of([["1"]], ("Nr",))[:900], "unreadable"),
        (_with_entity(), "unreadable"),
        (b'Nr;Preis\n1;"offen\n', "quotes"),
        (b"Nr;Text\n1;" + b"x" * 30_000 + b"\n", "too_long"),
        (";".join(["a"] * 200).encode() + b"\n1\n", "too_many_columns"),
        (b"\xff\xfe\x00", "unreadable"),
    ],
)
async def test_a_file_that_is_no_table_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(TableRefusedError) as refused:
        await _read(content)

    assert refused.value.details["reason"] == why


async def test_a_million_rows_end_quickly() -> None:
    with pytest.raises(TableRefusedError) as refused:
        await _read(b"Nr;Preis\n" + b"1;2\n" * 1_000_000)

    assert refused.value.details["reason"] == "too_many_rows"
    assert refused.value.details.get("row", 0) <= 20_500


async def test_formulas_count_by_their_value_only() -> None:
    lines = await _read(xlsx_of([["=1+1", "=HYPERLINK(1)", "Brot"]], ("Nr", "Text", "Was")))

    values: list[Any] = [cell for line in lines[1:] for cell in line.cells]
    assert not [value for value in values if str(value).startswith("=")]


async def test_a_number_without_end_is_a_fault_of_its_row_only() -> None:
    endless = _changed_sheet(xlsx_of([[1, "Brot", 1.5]], ("Nr", "Was", "Preis")))

    lines = await _read(endless)

    assert lines[1].cells == (1, "Brot", "inf")


def _changed_sheet(book: bytes) -> bytes:
    """What no spreadsheet writes, but a hand can: a number larger than any."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, given.read(name).replace(b"<v>1.5</v>", b"<v>1e999</v>"))
    return out.getvalue()
