"""Test cards: what the bank would say to a number, an expiry and a check number."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stdnum import luhn

ANY_CENTURY: Final = 2000
SAYS: Final = {
    "4000000000000002": ("generic_decline", "Ihre Bank hat die Karte abgelehnt."),
    "4000000000009995": ("insufficient_funds", "Das Konto ist nicht ausreichend gedeckt."),
    "4000000000009987": ("lost_card", "Diese Karte wurde als verloren gemeldet."),
}
ASKS_BACK: Final = frozenset({"4000002760003184", "4000002500003155"})
"""The bank wants the buyer to confirm the payment (3-D Secure)."""
IS_DISPUTED: Final = frozenset({"4000000000000259"})
"""The owner says afterwards that it was not them."""
BRANDS: Final = {"4": "visa", "5": "mastercard", "3": "amex"}


@dataclass(frozen=True)
class Card:
    number: str
    month: int
    year: int
    wallet: str | None = None

    @property
    def asks_back(self) -> bool:
        return self.number in ASKS_BACK

    @property
    def is_disputed(self) -> bool:
        return self.number in IS_DISPUTED

    @property
    def brand(self) -> str:
        return BRANDS.get(self.number[:1], "unknown")


@dataclass(frozen=True)
class Fault:
    """A field the buyer can mend."""

    field: str
    message: str


def read_card(number: str, expiry: str, check: str, now: datetime) -> Card | list[Fault]:
    digits = re.sub(r"[\s-]", "", number)
    faults: list[Fault] = []
    if not (re.fullmatch(r"[0-9]{13,19}", digits) and luhn.is_valid(digits)):
        faults.append(Fault("number", "Die Kartennummer stimmt nicht. Bitte prüfen Sie sie."))
    moment = re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*/\s*(?:20)?([0-9]{2})\s*", expiry)
    month, year = (int(moment[1]), ANY_CENTURY + int(moment[2])) if moment else (0, 0)
    if not month:
        faults.append(Fault("expiry", "Bitte im Format MM/JJ angeben, zum Beispiel 12/34."))
    elif (year, month) < (now.year, now.month):
        faults.append(Fault("expiry", "Diese Karte ist abgelaufen."))
    if not re.fullmatch(r"\d{3,4}", check.strip()):
        faults.append(Fault("check", "Die Prüfziffer hat drei oder vier Stellen."))
    return faults or Card(digits, month, year)


def refusal_of(card: Card) -> tuple[str, str] | None:
    return SAYS.get(card.number)
