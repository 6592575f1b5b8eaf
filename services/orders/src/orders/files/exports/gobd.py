"""For the auditor (§ 147 Abs. 6 AO): tables, what their columns mean, how they come about."""

import hashlib
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO, Final

import orjson

from orders.domain.export import Span
from orders.files.exports.columns import Column, Type, as_csv
from orders.files.exports.gobd_index import index_xml
from orders.files.exports.gobd_words import procedure
from orders.store import export_rows
from orders.store.export_rows import Rows


@dataclass(frozen=True, slots=True)
class Table:
    file: str
    title: str
    query: str
    columns: tuple[Column, ...]


_NUMBER = Column("Nummer beim Laden", "number")
_ORDER = Column("Bestellnummer", "order_number")
TABLES: Final = (
    Table("bestellungen.csv", "Bestellungen je Laden", export_rows.ORDERS, (
        _NUMBER, _ORDER, Column("Laden", "slug"), Column("Bestellt am", "created_at", Type.MOMENT),
        Column("Stand", "status"), Column("Übergabe ab", "slot_start", Type.MOMENT),
        Column("Zahlart", "payment_method"), Column("Ware", "subtotal", Type.CENTS),
        Column("Pfand", "deposit_total", Type.CENTS), Column("Lieferung", "fee", Type.CENTS),
        Column("Summe", "total", Type.CENTS), Column("Besteuerung", "tax_mode"),
    )),
    Table("positionen.csv", "Positionen der Bestellungen", export_rows.LINES, (
        _NUMBER, Column("Position", "position", Type.NUMBER), Column("Bezeichnung", "title"),
        Column("Variante", "label"), Column("Menge", "quantity", Type.NUMBER),
        Column("Preis", "price", Type.CENTS), Column("Pfand", "deposit", Type.CENTS),
        Column("Summe", "total", Type.CENTS), Column("Steuerklasse", "vat_class"),
        Column("Satz in %", "vat_permille", Type.PERMILLE),
    )),
    Table("nachlaesse.csv", "Was weniger kostet als vereinbart", export_rows.REDUCTIONS, (
        _NUMBER, Column("Zeit", "at", Type.MOMENT), Column("Art", "kind"),
        Column("Position", "position", Type.NUMBER), Column("Menge", "quantity", Type.NUMBER),
        Column("Ware", "goods", Type.CENTS), Column("Pfand", "deposit", Type.CENTS),
        Column("Lieferung", "fee", Type.CENTS), Column("Grund", "reason"),
    )),
    Table("erstattungen.csv", "Zurückgezahltes Geld", export_rows.REFUNDS, (
        Column("Nummer", "number"), Column("Zeit", "at", Type.MOMENT),
        Column("Betrag", "amount", Type.CENTS), Column("Getragen von", "payer"),
        Column("Grund", "reason"), Column("Beleg", "reference"),
    )),
    Table("rechnungen.csv", "Rechnungen und Korrekturen je Steuersatz", export_rows.INVOICES, (
        Column("Rechnungsnummer", "number"), Column("Art", "kind"),
        Column("Jahr", "year", Type.NUMBER), Column("Laufende Nummer", "seq", Type.NUMBER),
        Column("Ausgestellt am", "issued_at", Type.MOMENT),
        Column("Leistungsdatum", "supplied", Type.DAY), Column("Zu Rechnung", "refers_to"),
        Column("Nummer beim Laden", "shop_order"), Column("Besteuerung", "tax_mode"),
        Column("Aussteller", "seller"), Column("Empfänger", "buyer"),
        Column("Satz in %", "permille", Type.PERMILLE), Column("Netto", "net", Type.CENTS),
        Column("Steuer", "tax", Type.CENTS), Column("Brutto", "gross", Type.CENTS),
        Column("Hash davor", "previous_hash"), Column("Hash", "hash"),
    )),
    Table("hauptbuch.csv", "Buchungen des Marktes", export_rows.LEDGER, (
        Column("Buchung", "seq", Type.NUMBER), Column("Zeit", "at", Type.MOMENT),
        Column("Art", "kind"), Column("Schlüssel", "key"), _ORDER, _NUMBER,
        Column("Laden", "slug"), Column("Zeile", "position", Type.NUMBER),
        Column("Konto", "account"), Column("Soll", "debit", Type.CENTS),
        Column("Haben", "credit", Type.CENTS), Column("Fremde Nummer", "ref"),
    )),
)  # fmt: skip
DOCUMENTS: Final = "belege.jsonl"


async def gobd(out: IO[bytes], rows: Rows, span: Span, who: str) -> None:
    """The archive, written to a file. The same days give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        await _fill(archive, rows, span, who)


async def _fill(archive: zipfile.ZipFile, rows: Rows, span: Span, who: str) -> None:
    sums: dict[str, str] = {}
    for table in TABLES:
        pieces = as_csv(table.columns, rows.of(table.query))
        sums[table.file] = await _add(archive, table.file, span, pieces)
    sums[DOCUMENTS] = await _add(archive, DOCUMENTS, span, _documents(rows))
    tables = [(table.file, table.title, table.columns) for table in TABLES]
    sums["index.xml"] = await _add(archive, "index.xml", span, _whole(index_xml(tables, span, who)))
    sums["verfahren.txt"] = await _add(archive, "verfahren.txt", span, _whole(procedure(span, who)))
    listed = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    await _add(archive, "pruefsummen.txt", span, _whole(listed))


async def _add(
    archive: zipfile.ZipFile, name: str, span: Span, pieces: AsyncIterator[bytes]
) -> str:
    """Its SHA-256."""
    day, digest = span.last, hashlib.sha256()
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as file:
        async for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


async def _documents(rows: Rows) -> AsyncIterator[bytes]:
    """One paper a line, whole, so that anybody can reckon its hash again."""
    async for row in rows.of(export_rows.DOCUMENTS):
        said = dict(row) | {"circle": str(row["circle"])}
        yield orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


async def _whole(text: str) -> AsyncIterator[bytes]:
    yield text.encode()
