"""Bookings in DATEV's format (EXTF 700, category 21, version 13): Windows-1252, semicolons."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Final

from marketkit.clock import HERE

from orders.domain.bookings import Booking, Chart, bookings, incoming
from orders.domain.export import Span
from orders.files.exports.columns import comma
from orders.store.export_rows import PAPERS, Rows

_ENCODING: Final = "cp1252"
_PIECE = 1 << 15
_TEXT_MOST, _FIELD_MOST = 60, 36
_BEFORE: Final = (
    "Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz",
    "WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum",
    "Belegfeld 1", "Belegfeld 2", "Skonto", "Buchungstext", "Postensperre",
    "Diverse Adressnummer", "Geschäftspartnerbank", "Sachverhalt", "Zinssperre", "Beleglink",
)  # fmt: skip
_MIDDLE: Final = (
    "KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID (Bestimmung)",
    "EU-Steuersatz (Bestimmung)", "Abw. Versteuerungsart", "Sachverhalt L+L",
    "Funktionsergänzung L+L", "BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer",
    "BU 49 Funktionsergänzung",
)  # fmt: skip
_AFTER: Final = (
    "Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr",
    "Zugeordnete Fälligkeit", "Skontotyp", "Auftragsnummer", "Buchungstyp",
    "USt-Schlüssel (Anzahlungen)", "EU-Land (Anzahlungen)", "Sachverhalt L+L (Anzahlungen)",
    "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz", "Buchungs GUID",
    "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername",
    "Beteiligtennummer", "Identifikationsnummer", "Zeichnernummer", "Postensperre bis",
    "Bezeichnung SoBil-Sachverhalt", "Kennzeichen SoBil-Buchung", "Festschreibung",
    "Leistungsdatum", "Datum Zuord. Steuerperiode", "Fälligkeit", "Generalumkehr (GU)",
    "Steuersatz", "Land", "Abrechnungsreferenz", "BVV-Position",
    "EU-Land u. UStID (Ursprung)", "EU-Steuersatz (Ursprung)", "Abw. Skontokonto",
)  # fmt: skip
COLUMNS: Final = (
    *_BEFORE,
    *chain.from_iterable((f"Beleginfo - Art {n}", f"Beleginfo - Inhalt {n}") for n in range(1, 9)),
    *_MIDDLE,
    *chain.from_iterable(
        (f"Zusatzinformation - Art {n}", f"Zusatzinformation- Inhalt {n}") for n in range(1, 21)
    ),
    *_AFTER,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Whose bookings, for which adviser (`consultant`) and which of the adviser's clients."""

    chart: Chart
    span: Span
    made_at: datetime
    consultant: int
    client: int
    year_begins: date


async def datev(rows: Rows, batch: Batch) -> AsyncIterator[bytes]:
    lines = [header(batch), ";".join(COLUMNS)]
    async for row in rows.of(PAPERS):
        day = row["issued_at"].astimezone(HERE).date()
        lines += map(_line, _booked(batch.chart, row, day))
        if len(lines) * 100 > _PIECE:
            yield _bytes(lines)
            lines = []
    yield _bytes(lines)


def _booked(chart: Chart, row: Any, day: date) -> list[Booking]:
    if row["incoming"]:
        return incoming(chart, row["number"], day, row["document"], row["tax_mode"])
    return bookings(chart, row["number"], row["kind"], day, row["document"])


def header(batch: Batch) -> str:
    """31 fields; the bookings may still be changed by the adviser (no `Festschreibung`)."""
    fields = [
        _quoted("EXTF"), "700", "21", _quoted("Buchungsstapel"), "13",
        f"{batch.made_at.astimezone(HERE):%Y%m%d%H%M%S}{batch.made_at.microsecond // 1000:03d}",
        "", _quoted("RE"), _quoted(""), _quoted(""), str(batch.consultant), str(batch.client),
        f"{batch.year_begins:%Y%m%d}", str(batch.chart.length), f"{batch.span.first:%Y%m%d}",
        f"{batch.span.last:%Y%m%d}", _quoted("Regionalmarkt Rechnungen"), _quoted(""), "1", "0",
        "0", _quoted("EUR"), "", _quoted(""), "", "", _quoted(batch.chart.chart), "", "",
        _quoted(""), _quoted(""),
    ]  # fmt: skip
    return ";".join(fields)


def _line(booking: Booking) -> str:
    said = {
        "Umsatz (ohne Soll/Haben-Kz)": comma(booking.amount),
        "Soll/Haben-Kennzeichen": _quoted("S" if booking.is_debit else "H"),
        "WKZ Umsatz": _quoted("EUR"),
        "Konto": str(booking.account),
        "Gegenkonto (ohne BU-Schlüssel)": str(booking.counter),
        "BU-Schlüssel": _quoted(booking.tax_key) if booking.tax_key else "",
        "Belegdatum": f"{booking.day:%d%m}",
        "Belegfeld 1": _quoted(booking.number, _FIELD_MOST),
        "Belegfeld 2": _quoted(booking.reference, 12),
        "Buchungstext": _quoted(booking.text, _TEXT_MOST),
        "Festschreibung": "0",
    }
    return ";".join(said.get(name, "") for name in COLUMNS)


def _quoted(text: str, most: int = _TEXT_MOST) -> str:
    plain = " ".join(text.split())[:most].replace('"', '""')
    return f'"{plain}"'


def _bytes(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode(_ENCODING, errors="replace")
