"""Papers as files of every kind: one by one, or all of a span in an archive."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from marketkit.clock import HERE

from orders.files.paper_pdf import as_data, as_pdf, file_name
from orders.files.paper_words import TITLES
from orders.store.paper_lists import Paper

_COLUMNS = (
    "Nummer", "Art", "Datum", "Leistungsdatum", "Zu Rechnung", "Käufer", "Bestellung",
    "MwSt.-Satz in %", "Netto", "MwSt.", "Brutto",
)  # fmt: skip
_NEGATIVE = frozenset({"credit_note", "correction"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class FileFormat(StrEnum):
    PDF = "pdf"
    XML = "xml"
    """ZUGFeRD's XML alone."""
    XRECHNUNG = "xrechnung"

    @property
    def media_type(self) -> str:
        return "application/pdf" if self is FileFormat.PDF else "application/xml"

    @property
    def ending(self) -> str:
        return {"pdf": "pdf", "xml": "xml", "xrechnung": "xrechnung.xml"}[self.value]


def exists(paper: Paper, file_format: FileFormat) -> bool:
    """Not every paper can be data: that asks for a tax number, or for an authority that buys."""
    needed = {FileFormat.XML: "e_invoice", FileFormat.XRECHNUNG: "x_invoice"}
    return file_format is FileFormat.PDF or bool(paper.document[needed[file_format]])


async def made(paper: Paper, file_format: FileFormat) -> bytes:
    if file_format is FileFormat.PDF:
        return await as_pdf(paper.number, paper.document, paper.issued_at)
    x_invoice = file_format is FileFormat.XRECHNUNG
    return await as_data(paper.number, paper.document, x_invoice=x_invoice)


def name_of(paper: Paper, file_format: FileFormat) -> str:
    return file_name(paper.number, file_format.ending)


def as_zip(files: Iterable[tuple[Paper, bytes]], table: bytes) -> bytes:
    """PDFs beside a table of them. The entries tell the day of issue, so it is the same twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        last = (1980, 1, 1, 0, 0, 0)
        for paper, content in files:
            local = paper.issued_at.astimezone(HERE)
            last = (local.year, local.month, local.day, local.hour, local.minute, local.second)
            archive.writestr(zipfile.ZipInfo(name_of(paper, FileFormat.PDF), last), content)
        archive.writestr(zipfile.ZipInfo("rechnungen.csv", last), table)
    return out.getvalue()


def as_csv(papers: Sequence[Paper]) -> bytes:
    """A line per paper and rate, corrections with a minus; as German spreadsheets read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for paper in papers:
        for share in paper.document["vat"]:
            writer.writerow(_row(paper, share))
    return out.getvalue().encode("utf-8-sig")


def _row(paper: Paper, share: Mapping[str, Any]) -> list[str]:
    said = paper.document
    sign = -1 if paper.kind in _NEGATIVE else 1
    return [
        paper.number,
        TITLES[paper.kind],
        _day(said["issued_on"]),
        _day(said["supplied_on"]),
        said["refers_to"]["number"] if said["refers_to"] else "",
        _harmless(said["buyer"]["name"]),
        said["order"].get("shop_order_number", ""),
        f"{share['permille'] / 10:g}".replace(".", ","),
        *(_amount(sign * share[name]) for name in ("net", "tax", "gross")),
    ]


def _harmless(text: str) -> str:
    """What people typed must not become a formula in a spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _amount(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02d}"


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"
