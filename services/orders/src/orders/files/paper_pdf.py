"""A paper as PDF: for people and for programs at once (ZUGFeRD: PDF/A-3 with XML inside)."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from marketkit import pdf
from orders.files.paper_words import ISSUED_FOR, PAYMENT, TITLES
from orders.files.pdf_description import declared

Document = Mapping[str, Any]
_TEMPLATE: Final = Path(__file__).parent / "papers" / "invoice.typ"
_MINUS: Final = "\N{MINUS SIGN}"
_SPACE: Final = "\N{NO-BREAK SPACE}"


async def as_pdf(number: str, paper: Document, issued_at: datetime) -> bytes:
    """The same paper makes the same bytes, whenever it is made. Raises marketkit.pdf.PdfError."""
    xml = await as_data(number, paper) if paper["e_invoice"] else None
    made = await pdf.render(
        _TEMPLATE, _data(number, paper, xml), made_at=issued_at.astimezone(UTC), archived=True
    )
    return await asyncio.to_thread(declared, made) if xml else made


async def as_data(number: str, paper: Document, *, x_invoice: bool = False) -> bytes:
    """The same for programs alone. Made and checked in a thread: others are served meanwhile."""
    return await asyncio.to_thread(_as_xml, number, paper, x_invoice)


def _as_xml(number: str, paper: Document, x_invoice: bool) -> bytes:
    from orders.files.e_invoice import as_xml  # noqa: PLC0415 -- large, and seldom needed

    return as_xml(number, paper, x_invoice=x_invoice)


def file_name(number: str, ending: str) -> str:
    return f"{re.sub('[^A-Za-z0-9-]', '_', number)}.{ending}"


def _data(number: str, paper: Document, xml: bytes | None) -> dict[str, Any]:
    seller = paper["seller"]
    return {
        "title": f"{TITLES[paper['kind']]} {number}",
        "author": seller["name"],
        "seller": _address(seller),
        "sender_line": " · ".join(filter(None, (seller["name"], seller["street"],
                                  f"{seller['postal_code']} {seller['place']}"))),
        "buyer": _address(paper["buyer"]),
        "facts": _facts(number, paper),
        "reason": paper["reason"] if paper["kind"] == "correction" else "",
        "lines": [
            {
                "quantity": _number(line["quantity"]),
                "title": line["title"],
                "detail": line["detail"],
                "rate": rate_words(line["permille"]),
                "net": euros(line["net"]),
                "gross": euros(line["gross"]),
            }
            for line in paper["lines"]
        ],
        "sums": _sums(paper),
        "notes": _notes(paper),
        "footer": f"{TITLES[paper['kind']]} {number}, {seller['name']}",
        # Numbers, because what is text may lose signs that no font has.
        "xml": list(xml) if xml else None,
    }  # fmt: skip


def _address(party: Document) -> list[str]:
    place = f"{party['postal_code']} {party['place']}".strip()
    person = party["contact"] if party["is_business"] and party["contact"] != party["name"] else ""
    return [line for line in (party["name"], party["trade_name"], person, party["street"], place)
            if line]  # fmt: skip


def _facts(number: str, paper: Document) -> list[list[str]]:
    seller, buyer, before = paper["seller"], paper["buyer"], paper["refers_to"]
    facts = [
        ("Nummer", number),
        ("Datum", _day(paper["issued_on"])),
        ("Leistungsdatum", _day(paper["supplied_on"])),
        ("Zu Rechnung", f"{before['number']} vom {_day(before['issued_on'])}" if before else ""),
        ("Bestellung", paper["order"].get("shop_order_number", "")),
        ("Ihre Referenz", buyer["reference"]),
        ("USt-IdNr. des Käufers", buyer["vat_id"]),
        ("USt-IdNr.", seller["vat_id"]),
        ("Steuernummer", seller["tax_number"]),
        ("Register", seller["register_entry"]),
        ("Telefon", seller["phone"]),
        ("E-Mail", seller["email"]),
    ]
    return [[name, value] for name, value in facts if value]


def _sums(paper: Document) -> list[list[str]]:
    totals = paper["totals"]
    rows = [
        [rate_words(share["permille"]), euros(share["net"]), euros(share["tax"]),
         euros(share["gross"])]
        for share in paper["vat"]
    ]  # fmt: skip
    whole = ["Gesamt", euros(totals["net"]), euros(totals["tax"]), euros(totals["gross"])]
    return [*rows, whole]


def _notes(paper: Document) -> list[str]:
    exempt = [share["note"] for share in paper["vat"] if share["note"]]
    open_sum = paper["totals"]["gross"] - paper["paid"]
    still = f"{_paid(paper['paid'])}, offen: {euros(open_sum)}." if open_sum else ""
    issuer = "" if paper["kind"] == "fee_invoice" else ISSUED_FOR.format(**paper["seller"])
    return [*exempt, *paper["notes"], PAYMENT[paper["payment"]], *filter(None, [still, issuer])]


def _paid(cents: int) -> str:
    """Less than nothing: more fees were given back with payouts than were kept."""
    return f"Bezahlt: {euros(cents)}" if cents >= 0 else f"Schon zurückgegeben: {euros(-cents)}"


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"


def rate_words(permille: int) -> str:
    if not permille:
        return "ohne"
    whole, rest = divmod(permille, 10)
    return f"{whole},{rest}{_SPACE}%" if rest else f"{whole}{_SPACE}%"


def euros(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    sign = _MINUS if cents < 0 else ""
    return sign + f"{whole:,}".replace(",", ".") + f",{rest:02d}{_SPACE}€"


def _number(quantity: int) -> str:
    return f"{_MINUS if quantity < 0 else ''}{abs(quantity)}"
