"""An invoice that names somebody wrong is taken back whole and written anew (§ 14 Abs. 6 UStG).

Two papers follow: a cancellation with the sums of what still stands, and an invoice with the same
lines (§ 31 Abs. 5 UStDV). Corrections that were issued before are in both of them, so that all
papers of a sale add up to what was sold, whatever was given back and when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from orders.domain.paper import Document, Occasion, PaperKind, Party
from orders.domain.paper_lines import LineKind, PaperLine

NAMED: Final = (
    "name", "contact", "street", "postal_code", "place", "vat_id", "tax_number", "reference",
    "email", "is_business",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """The invoice that is taken back."""

    number: str
    document: Document

    @property
    def reference(self) -> dict[str, str]:
        return {"number": self.number, "issued_on": str(self.document["issued_on"])}


@dataclass(frozen=True, slots=True)
class Change:
    """What the new invoice says otherwise; `side` is `seller` or `buyer`."""

    side: str
    field: str
    before: str
    after: str


def standing_lines(invoice: Document, corrections: Sequence[Document]) -> list[PaperLine]:
    """What is still sold: the invoice's lines, and what was taken off since as less of it."""
    taken_off = [line for each in corrections for line in _lines(each)]
    return [*_lines(invoice), *map(_backwards, taken_off)]


def changes(before: Document, seller: Party, buyer: Party) -> list[Change]:
    """In the order in which papers name things."""
    sides = (("buyer", buyer), ("seller", seller))
    found = []
    for side, party in sides:
        said, says = before[side], asdict(party)
        found += [
            Change(side, name, _words(said.get(name, "")), _words(says[name]))
            for name in NAMED
            if said.get(name, "") != says[name]
        ]
    return found


def cancellation(before: Before, today: date, reason: str) -> Occasion:
    return replace(
        _occasion(before, today),
        kind=PaperKind.CORRECTION,
        payment="replaced",
        reason=f"Storniert die Rechnung {before.number}: {reason}",
    )


def anew(before: Before, today: date, cancelled_by: str) -> Occasion:
    """An invoice like any other; it names the one whose place it takes."""
    words = f"Ersetzt die Rechnung {before.number}, die mit {cancelled_by} storniert wurde."
    return replace(_occasion(before, today), notes=(words,))


def _occasion(before: Before, today: date) -> Occasion:
    """What was sold stays as it was: when, how it was taxed, and how it was paid."""
    said = before.document
    return Occasion(
        kind=PaperKind.INVOICE,
        issued_on=today,
        supplied_on=date.fromisoformat(said["supplied_on"]),
        tax_mode=said["tax_mode"],
        payment=said["payment"],
        order=said["order"],
        refers_to=before.reference,
    )


def _lines(paper: Document) -> list[PaperLine]:
    return [_line(line) for line in paper["lines"]]


def _line(line: Mapping[str, Any]) -> PaperLine:
    return PaperLine(**{**line, "kind": LineKind(line["kind"])})


def _backwards(line: PaperLine) -> PaperLine:
    """Minus one piece at its price: prices are never negative (EN 16931, BR-27)."""
    return replace(line, quantity=-line.quantity, gross=-line.gross, net=-line.net)


def _words(value: object) -> str:
    return ("ja" if value else "nein") if isinstance(value, bool) else str(value)
