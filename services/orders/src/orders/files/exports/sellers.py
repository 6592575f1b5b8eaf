"""PStTG/DAC7: each seller's year, with what is still missing for the report."""

import codecs
from collections.abc import AsyncIterator
from typing import Any, Final

from orders.domain.seller_year import QUARTERS, Quarter, SellerYear, years_of
from orders.files.exports.columns import Writer, comma, harmless
from orders.store.export_rows import SELLERS, Rows

MISSING: Final = {
    "legal_name": "Name",
    "address": "Anschrift",
    "tax_number": "Steuernummer",
    "vat_id": "USt-IdNr.",
    "register_entry": "Registernummer",
    "birth_date": "Geburtsdatum",
}
_SELLER: Final = (
    "Jahr", "Verkäufer", "Laden", "Art", "Rechtsform", "Straße", "PLZ", "Ort", "Land", "E-Mail",
    "Steuernummer", "USt-IdNr.", "Registernummer", "Auszahlungskonto beim Zahlungsdienst",
)  # fmt: skip
_QUARTER: Final = (
    "Verkäufe", "Umsatz brutto", "davon im Laden bezahlt", "Gebühren", "Vergütung",
)  # fmt: skip
HEAD: Final = (
    *_SELLER,
    *(f"{name} Q{number}" for number in QUARTERS for name in _QUARTER),
    "Verkäufe im Jahr", "Vergütung im Jahr", "Freigestellt", "Es fehlt",
)  # fmt: skip


async def sellers(rows: Rows, year: int) -> AsyncIterator[bytes]:
    """Four lines of sums for each seller at most: few enough to hold."""
    found = years_of([row async for row in rows.of(SELLERS)])
    writer = Writer()
    writer.add(HEAD)
    for seller in found:
        writer.add(_line(seller, year))
    yield codecs.BOM_UTF8 + writer.taken()


def _line(seller: SellerYear, year: int) -> list[str]:
    shop: Any = seller.shop
    imprint = shop["imprint"]
    who = (
        year, imprint.get("legal_name") or "", shop["name"],
        "Rechtsträger" if seller.is_entity else "natürliche Person",
        imprint.get("legal_form") or "", shop["street"], shop["postal_code"], shop["place"], "DE",
        shop["email"], shop["tax_number"], imprint.get("vat_id") or "",
        imprint.get("register_entry") or "",
        "vorhanden" if shop["payout_account"] == "active" else "nicht vorhanden",
    )  # fmt: skip
    return [
        *map(harmless, who),
        *(cell for number in QUARTERS for cell in _cells(seller.quarter(number))),
        str(seller.sales),
        comma(seller.consideration),
        "ja" if seller.is_exempt else "nein",
        ", ".join(MISSING[code] for code in seller.missing),
    ]


def _cells(quarter: Quarter) -> list[str]:
    sums = (quarter.sold, quarter.at_pickup, quarter.fees, quarter.consideration)
    return [str(quarter.sales), *map(comma, sums)]
