"""What a platform tells the tax office about a seller's year (PStTG, which carries out DAC7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

QUARTERS: Final = (1, 2, 3, 4)
FEW_SALES: Final = 30
LITTLE: Final = 200_000
"""§ 4 Abs. 5 PStTG: fewer than 30 sales, and together no more than 2,000 EUR."""
_ENTITIES: Final = frozenset(
    ("gmbh", "ug", "ag", "kg", "kgaa", "ohg", "gbr", "ev", "eg", "se", "stiftung", "verein",
     "genossenschaft", "gesellschaft")
)  # fmt: skip
"""Words of a legal form that is no natural person; whoever else sells is one."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Cents. `sold` is what buyers paid after everything that was taken off or given back."""

    sales: int = 0
    sold: int = 0
    at_pickup: int = 0
    """What of it the shop took itself."""
    fees: int = 0

    @property
    def consideration(self) -> int:
        """What reached the seller or was due to it: without the platform's fees (§ 5 PStTG)."""
        return self.sold - self.fees


@dataclass(frozen=True, slots=True)
class SellerYear:
    shop: Mapping[str, Any]
    """Row of the shop: name, address, imprint, tax_number."""
    quarters: Mapping[int, Quarter]

    def quarter(self, number: int) -> Quarter:
        return self.quarters.get(number, Quarter())

    @property
    def sales(self) -> int:
        return sum(each.sales for each in self.quarters.values())

    @property
    def consideration(self) -> int:
        return sum(each.consideration for each in self.quarters.values())

    @property
    def is_exempt(self) -> bool:
        return self.sales < FEW_SALES and self.consideration <= LITTLE

    @property
    def is_entity(self) -> bool:
        form = str(self.shop["imprint"].get("legal_form") or "")
        return not _ENTITIES.isdisjoint(form.lower().replace(".", "").split())

    @property
    def missing(self) -> list[str]:
        """What the report asks for and nobody has said; codes, in a fixed order."""
        imprint = self.shop["imprint"]
        known = {
            "legal_name": imprint.get("legal_name"),
            "address": self.shop["street"] and self.shop["postal_code"] and self.shop["place"],
            "tax_number": self.shop["tax_number"],
            "vat_id": imprint.get("vat_id"),
        }
        found = [code for code, value in known.items() if not value]
        if self.is_entity:
            return found if imprint.get("register_entry") else [*found, "register_entry"]
        # Nobody is asked for it here: it is no public part of an imprint.
        return [*found, "birth_date"]


def years_of(rows: Sequence[Mapping[str, Any]]) -> list[SellerYear]:
    """Rows of shop and quarter, those of a shop beside each other."""
    found: dict[Any, tuple[Mapping[str, Any], dict[int, Quarter]]] = {}
    for row in rows:
        _, quarters = found.setdefault(row["shop_id"], (row, {}))
        quarters[row["quarter"]] = Quarter(row["sales"], row["sold"], row["at_pickup"], row["fees"])
    return [SellerYear(shop, quarters) for shop, quarters in found.values()]
