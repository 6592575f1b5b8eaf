"""The offer as a paper: the same words as on the page, for who keeps papers."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from marketkit.clock import HERE

from marketkit import pdf
from orders.domain.offering import Offering

_TEMPLATE: Final = Path(__file__).parent / "papers" / "quote.typ"
_HEADINGS: Final = {
    "asked": "Ihre Anfrage",
    "offer": "Unser Angebot",
    "table": ["Menge", "Leistung", "Einzelpreis", "Betrag"],
    "note": "Hinweise",
}
_HOW: Final = (
    "Alle Preise enthalten die Mehrwertsteuer, soweit sie anfällt. Angenommen wird das Angebot im "
    "Regionalmarkt mit „zahlungspflichtig annehmen“; bis dahin ist niemand gebunden außer dem "
    "Betrieb, der es bis zum genannten Tag halten muss."
)
_SMALL: Final = "Gemäß § 19 UStG wird keine Umsatzsteuer ausgewiesen."


async def as_pdf(row: Mapping[str, Any]) -> bytes:
    """Dated on the day of the offer. Raises marketkit.pdf.PdfError."""
    offer = Offering.read(row["offer"])
    assert offer
    offered = [step for step in row["history"] if step["state"] == "offered"][-1]
    data = {
        "title": f"Angebot {row['number']}",
        "seller": _seller(row),
        "buyer": _buyer(row["contact"]),
        "headings": _HEADINGS,
        "asked": ": ".join(filter(None, (row["title"], row["text"]))),
        "lines": [
            {
                "quantity": line.quantity,
                "title": line.title,
                "price": _euros(line.price),
                "total": _euros(line.total),
            }
            for line in offer.lines
        ],
        "total": f"Zusammen {_euros(offer.total)}",
        "facts": [
            ("Termin", f"{_moment(offer.start)} bis {_clock(offer.end)}"),
            ("Gültig bis", _moment(offer.valid_until)),
        ],
        "note": offer.note,
        "how": f"{_HOW} {_SMALL}" if row["tax_mode"] == "small_19" else _HOW,
    }
    return await pdf.render(_TEMPLATE, data, made_at=datetime.fromisoformat(offered["at"]))


def _seller(row: Mapping[str, Any]) -> list[str]:
    known = row["imprint"] or {}
    lines = (
        known.get("legal_name") or row["name"],
        row["street"],
        " ".join(filter(None, (row["postal_code"], row["place"]))),
        row["phone"],
        row["email"],
        known.get("vat_id"),
    )
    return [line for line in lines if line]


def _buyer(contact: Mapping[str, Any]) -> list[str]:
    where = contact.get("address") or {}
    lines = (
        contact.get("name"),
        where.get("street"),
        " ".join(filter(None, (where.get("postal_code"), where.get("place")))),
    )
    return [line for line in lines if line]


def _euros(cents: int) -> str:
    whole = f"{cents // 100:,}".replace(",", ".")
    return f"{whole},{cents % 100:02d} €"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(HERE):%d.%m.%Y, %H:%M} Uhr"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(HERE):%H:%M} Uhr"
