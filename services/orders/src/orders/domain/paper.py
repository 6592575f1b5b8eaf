"""What an invoice says (§§ 14, 14a UStG, §§ 33, 34a UStDV), as one document that never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from orders.domain.buyer import is_leitweg_id
from orders.domain.paper_lines import PaperLine, stated
from orders.domain.vat import FARM, VatTable

SMALL_INVOICE: Final = 25_000
"""Up to 250 EUR an invoice may be short (§ 33 UStDV)."""
Document = dict[str, Any]


class PaperKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    """A correction of an invoice. In German never a `Gutschrift`, which is something else."""
    FEE_INVOICE = "fee_invoice"
    CORRECTION = "correction"
    """Takes back a whole invoice because what it says is wrong; another one follows."""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as the paper names them."""

    name: str
    trade_name: str = ""
    contact: str = ""
    street: str = ""
    postal_code: str = ""
    place: str = ""
    country: str = "DE"
    vat_id: str = ""
    tax_number: str = ""
    register_entry: str = ""
    email: str = ""
    phone: str = ""
    reference: str = ""
    """What the buyer wants to read on it: a Leitweg-ID or an order number of theirs."""
    is_business: bool = False

    @property
    def has_address(self) -> bool:
        return bool(self.street and self.postal_code and self.place)

    @property
    def tax_id(self) -> str:
        return self.vat_id or self.tax_number


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a paper is about, beside who and what."""

    kind: PaperKind
    issued_on: date
    supplied_on: date
    tax_mode: str
    payment: str
    """How it moves: `online`, `at_pickup`, `netted`, `to_pay`, `credit`, `back_online`,
    `back_at_shop`; not at all: `replaced`."""
    order: Mapping[str, str]
    refers_to: Mapping[str, str] | None = None
    reason: str = ""
    still_to_pay: int = 0
    """In cents; what a shop sells is paid for when it is handed over."""
    notes: tuple[str, ...] = ()


def is_small(buyer: Party, lines: Sequence[PaperLine]) -> bool:
    return not buyer.is_business and abs(sum(line.gross for line in lines)) <= SMALL_INVOICE


def missing(seller: Party, buyer: Party, lines: Sequence[PaperLine]) -> list[str]:
    """What the seller still has to say before this may be issued; codes, in a fixed order."""
    found = []
    if not seller.name:
        found.append("legal_name")
    if not seller.has_address:
        found.append("address")
    if not seller.tax_id and not is_small(buyer, lines):
        found.append("tax_id")
    return found


def document(
    occasion: Occasion, seller: Party, buyer: Party, lines: Sequence[PaperLine], table: VatTable
) -> Document:
    """Everything the paper says but its number. Cents, permille and ISO days; nothing computed."""
    rates = stated(lines)
    net, gross = sum(share.net for share in rates), sum(share.gross for share in rates)
    small = is_small(buyer, lines)
    return {
        "version": 1,
        "kind": occasion.kind.value,
        "issued_on": occasion.issued_on.isoformat(),
        "supplied_on": occasion.supplied_on.isoformat(),
        "currency": "EUR",
        "small": small,
        "e_invoice": bool(seller.tax_id),
        "x_invoice": bool(seller.tax_id) and _wants_x_invoice(seller, buyer),
        "tax_mode": occasion.tax_mode,
        "seller": asdict(seller),
        "buyer": asdict(buyer),
        "order": dict(occasion.order),
        "refers_to": dict(occasion.refers_to) if occasion.refers_to else None,
        "reason": occasion.reason,
        "payment": occasion.payment,
        "lines": [asdict(line) | {"kind": line.kind.value} for line in lines],
        "vat": [
            {
                "permille": share.permille,
                "category": "S" if share.permille else "E",
                "gross": share.gross,
                "net": share.net,
                "tax": share.tax,
                "note": "" if share.permille else _note(occasion.tax_mode, table),
            }
            for share in rates
        ],
        "totals": {"net": net, "tax": gross - net, "gross": gross},
        "paid": gross - occasion.still_to_pay,
        "notes": _notes(occasion, small=small),
    }


def _note(tax_mode: str, table: VatTable) -> str:
    """A line without tax is exempt under § 19, or used goods: nothing else is sold here at zero."""
    return table.note("de_margin", tax_mode)


def _wants_x_invoice(seller: Party, buyer: Party) -> bool:
    """Only what an authority can take in: its rules ask for more than others do (BR-DE-…)."""
    reachable = seller.email and seller.phone and buyer.email
    return bool(reachable and buyer.has_address and is_leitweg_id(buyer.reference))


def _notes(occasion: Occasion, *, small: bool) -> list[str]:
    found = list(occasion.notes)
    if small and occasion.kind is PaperKind.INVOICE:
        found.append("Rechnung über einen Kleinbetrag (§ 33 UStDV).")
    if occasion.tax_mode == FARM:
        found.append("Umsatz nach Durchschnittssätzen (§ 24 UStG).")
    return found
