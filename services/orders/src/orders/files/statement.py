"""A shop's statement for a month as a paper and as a table: every cent with its reason."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from marketkit.clock import HERE

from marketkit import pdf
from orders.queries_money import Statement, StatementLine

_TEMPLATE: Final = Path(__file__).parent / "papers" / "statement.typ"
_MINUS: Final = "\N{MINUS SIGN}"
_MONTHS: Final = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
WORDS: Final = {
    "share": "Bestellung übergeben",
    "share_again": "Erstattung an Kundschaft",
    "commission": "Provision",
    "commission_back": "Provision zurück",
    "commission_later": "Provision, folgt als Rechnung",
    "transfer": "Überweisung auf dein Konto",
    "transfer_reversed": "Zurückgeholt von deinem Konto",
    "shop_debt": "Als Schuld vorgemerkt",
    "debt_netted": "Mit Schuld verrechnet",
    "manual_payout": "Auszahlung von Hand",
    "fee_paid": "Gebührenrechnung bezahlt",
    "fee_paid_back": "Zahlung der Gebührenrechnung zurückgenommen",
    "fee_netted": "Gebührenrechnung, wird verrechnet",
}
_COLUMNS: Final = (
    "Tag", "Vorgang", "Bestellung", "Waren", "Pfand", "Lieferung", "Abzüge", "Provision netto",
    "MwSt. auf Provision", "Betrag", "Kontostand", "Zeichen",
)  # fmt: skip
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


def words_for(line: StatementLine) -> str:
    """What happened, in a word or two."""
    if line.kind == "share" and not (line.goods or line.deposit or line.delivery):
        return WORDS["share_again"]
    if line.kind == "commission" and line.amount > 0:
        return WORDS["commission_back"]
    if line.kind == "commission" and line.to_invoice:
        return WORDS["commission_later"]
    if line.kind == "fee_paid" and line.amount < 0:
        return WORDS["fee_paid_back"]
    return WORDS.get(line.kind, line.kind)


def as_csv(statement: Statement) -> bytes:
    """With a byte order mark, semicolons and commas, as German spreadsheets want it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerow(_balance_row("Anfangsbestand", statement.opening))
    for line in statement.lines:
        writer.writerow(_row(line))
    writer.writerow(_balance_row("Endbestand", statement.closing))
    return out.getvalue().encode("utf-8-sig")


async def as_pdf(statement: Statement) -> bytes:
    """Raises marketkit.pdf.PdfError."""
    return await pdf.render(_TEMPLATE, _data(statement), made_at=_end_of(statement))


def month_words(month: date) -> str:
    return f"{_MONTHS[month.month - 1]} {month.year}"


def _row(line: StatementLine) -> list[str]:
    sums = (line.goods, line.deposit, line.delivery, line.off, -line.commission, -line.vat_on_fee)
    return [
        _day(line.at),
        words_for(line),
        line.number or "",
        *(_plain(cents) if cents else "" for cents in sums),
        _plain(line.amount),
        _plain(line.balance),
        _harmless(line.ref),
    ]


def _balance_row(words: str, cents: int) -> list[str]:
    return ["", words, *[""] * 8, _plain(cents), ""]


def _data(statement: Statement) -> dict[str, Any]:
    return {
        "title": f"Kontoauszug {month_words(statement.month)}",
        "author": statement.shop,
        "shop": statement.shop,
        "opening": _shown(statement.opening),
        "closing": _shown(statement.closing),
        "lines": [
            {
                "day": _day(line.at),
                "words": words_for(line),
                "number": line.number or "",
                "detail": _detail(line),
                "amount": _shown(line.amount),
                "balance": _shown(line.balance),
            }
            for line in statement.lines
        ],
    }


def _detail(line: StatementLine) -> str:
    named = (
        ("Waren", line.goods), ("Pfand", line.deposit), ("Lieferung", line.delivery),
        ("Abzüge", line.off), ("netto", -line.commission), ("MwSt.", -line.vat_on_fee),
        ("Schuld", line.debt),
    )  # fmt: skip
    shown = [f"{name} {_shown(cents)}" for name, cents in named if cents]
    return ", ".join([*shown, line.ref] if line.ref else shown)


def _end_of(statement: Statement) -> datetime:
    """So that the same statement makes the same bytes."""
    last = statement.lines[-1].at if statement.lines else None
    begin = datetime(statement.month.year, statement.month.month, 1, tzinfo=HERE)
    return (last or begin).astimezone(UTC)


def _day(at: datetime) -> str:
    return at.astimezone(HERE).strftime("%d.%m.%Y")


def _plain(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"


def _shown(cents: int) -> str:
    return _plain(cents).replace("-", _MINUS) + "\N{NO-BREAK SPACE}€"


def _harmless(text: str) -> str:
    """A spreadsheet must not take a reference for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
