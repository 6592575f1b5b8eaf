"""Invoices as bookings: which account a sum with a rate goes to. Accounts are the region's data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from orders.domain.vat import FARM, SMALL

NEGATIVE: Final = frozenset({"credit_note", "correction"})


@dataclass(frozen=True, slots=True)
class Chart:
    """`revenue` by tax mode and permille; `*` stands for every mode."""

    chart: str = "03"
    length: int = 4
    debtor: int = 10000
    revenue: Mapping[tuple[str, int], int] = field(default_factory=dict)
    unclear: int = 8200
    """Where the tax adviser has to look."""
    creditor: int = 70000
    commission: int = 4760
    """What a shop pays the market for selling."""
    input_tax: Mapping[int, str] = field(default_factory=dict)
    """By permille the key under which VAT paid is taken off."""

    def account(self, tax_mode: str, permille: int) -> int:
        exact = self.revenue.get((tax_mode, permille))
        return exact or self.revenue.get(("*", permille)) or self.unclear


@dataclass(frozen=True, slots=True)
class Booking:
    """Gross cents, never negative: a correction is the debtor's credit.

    `tax_key` is empty where the account knows its VAT by itself, or there is none to take off.
    """

    amount: int
    is_debit: bool
    account: int
    counter: int
    day: date
    number: str
    reference: str
    text: str
    tax_key: str = ""


def bookings(
    chart: Chart, number: str, kind: str, day: date, document: Mapping[str, Any]
) -> list[Booking]:
    """One for each rate; nothing is booked for a rate that adds up to nothing."""
    sign = -1 if kind in NEGATIVE else 1
    order = document["order"]
    return [
        Booking(
            amount=abs(share["gross"]),
            is_debit=sign * share["gross"] > 0,
            account=chart.debtor,
            counter=chart.account(document["tax_mode"], share["permille"]),
            day=day,
            number=number,
            reference=str(order.get("shop_order_number") or order.get("number") or ""),
            text=str(document["buyer"]["name"] or "Kunde"),
        )
        for share in document["vat"]
        if share["gross"]
    ]


def incoming(
    chart: Chart, number: str, day: date, document: Mapping[str, Any], tax_mode: str
) -> list[Booking]:
    """The market's invoice in the books of the shop that pays it: who owes VAT takes it off."""
    taxed = tax_mode not in {SMALL, FARM}
    return [
        Booking(
            amount=abs(share["gross"]),
            is_debit=share["gross"] < 0,
            account=chart.creditor,
            counter=chart.commission,
            day=day,
            number=number,
            reference="",
            text=str(document["seller"]["name"]),
            tax_key=chart.input_tax.get(share["permille"], "") if taxed else "",
        )
        for share in document["vat"]
        if share["gross"]
    ]
